import { z } from 'zod'
import { defineFact, type Language, type Phrase } from '../../../core/define.ts'

/** "12,50 kr", "SEK 12.50". */
export const kronor = (öre: number, language: Language): string =>
  new Intl.NumberFormat(language === 'sv' ? 'sv-SE' : 'en-GB', { style: 'currency', currency: 'SEK' }).format(öre / 100)

/** Only calls out cost. */
const events = ['call.outgoing']

export const destinationFact = defineFact('spending.destination', {
  params: z.object({}),
  value: z.object({
    /** Whether calls may go there at all. */
    open: z.boolean(),
    premium: z.boolean(),
    /** Öre. */
    minute: z.number(),
    opening: z.number(),
  }),
  say: { sv: 'vart samtalet går', en: 'where the call goes' },
  paths: {
    '$.open': { sv: 'dit får man ringa', en: 'calls may go there' },
    '$.premium': { sv: 'numret är ett betalnummer', en: 'the number is premium-rate' },
    '$.minute': { sv: 'priset per minut i öre', en: 'the price a minute in öre' },
    '$.opening': { sv: 'öppningsavgiften i öre', en: 'the opening fee in öre' },
  },
  events,
  reads: {
    '$.open': {
      is: { sv: 'man får ringa dit', en: 'calls may go there' },
      isNot: { sv: 'man inte får ringa dit', en: 'calls may not go there' },
    },
    '$.premium': {
      as: { role: 'callee', is: { sv: 'ett betalnummer', en: 'a premium-rate number' } },
      is: { sv: 'numret är ett betalnummer', en: 'the number is premium-rate' },
      isNot: { sv: 'numret inte är ett betalnummer', en: 'the number is not premium-rate' },
    },
  },
  told: {
    heading: ({ language }) => ({ sv: 'Pris', en: 'Price' })[language],
    value({ minute, opening, premium }, { language }) {
      const sv = language === 'sv'
      const fee = opening > 0 ? `, ${sv ? 'öppningsavgift' : 'opening fee'} ${kronor(opening, language)}` : ''
      return `${kronor(minute, language)} ${sv ? 'per minut' : 'a minute'}${fee}${premium ? (sv ? ', betalnummer' : ', premium-rate') : ''}`
    },
    clause(path, { open, premium }, { language }) {
      const sv = language === 'sv'
      if (path === '$.open') {
        if (open) return sv ? 'dit får man ringa' : 'calls may go there'
        return sv ? 'dit får man inte ringa' : 'calls may not go there'
      }
      if (path !== '$.premium') return undefined
      if (premium) return sv ? 'numret var ett betalnummer' : 'the number was premium-rate'
      return sv ? 'numret var inget betalnummer' : 'the number was not premium-rate'
    },
  },
})

const spent = z.object({
  /** Öre today, calls under way with what they may still cost included. */
  today: z.number(),
  /** Öre a day; none: no limit. */
  limit: z.number().optional(),
  /** With this call the day's limit would be passed. */
  dayReached: z.boolean(),
  /** Calls out at this moment. */
  calls: z.number(),
  most: z.number().optional(),
  /** There are as many as there may be. */
  full: z.boolean(),
})
export type Spent = z.infer<typeof spent>

const told = (who: Record<Language, string>) => ({
  heading: ({ language }: { language: Language }) => who[language],
  value({ today, limit, calls, most }: Spent, { language }: { language: Language }) {
    const sv = language === 'sv'
    const of = sv ? 'av' : 'of'
    const money = `${kronor(today, language)}${limit === undefined ? '' : ` ${of} ${kronor(limit, language)}`}`
    return `${money}, ${calls}${most === undefined ? '' : ` ${of} ${most}`} ${sv ? 'samtal' : 'calls'}`
  },
  clause(path: string, { dayReached, full, calls }: Spent, { language }: { language: Language }) {
    const sv = language === 'sv'
    const whose = who[language].toLowerCase()
    if (path === '$.dayReached') {
      if (dayReached) return sv ? `${whose} för dagen var nådda` : `${whose} of the day were reached`
      return sv ? `${whose} för dagen var inte nådda` : `${whose} of the day were not reached`
    }
    if (path !== '$.full') return undefined
    if (full) return sv ? `${calls} samtal gick redan ut` : `${calls} calls went out already`
    return sv ? `det fanns plats för ett samtal till` : 'there was room for another call'
  },
})

const facts = (name: string, say: Phrase, heading: Phrase, whose: Phrase) =>
  defineFact(name, {
    params: z.object({}),
    value: spent,
    say,
    paths: {
      '$.today': { sv: 'kostnaden i dag i öre', en: 'the cost today in öre' },
      '$.dayReached': { sv: 'dagens gräns är nådd', en: "the day's limit is reached" },
      '$.calls': { sv: 'antalet samtal ut', en: 'the number of calls out' },
      '$.full': { sv: 'fler samtal får inte plats', en: 'there is room for no more calls' },
    },
    events,
    reads: {
      '$.today': { noun: { sv: `${whose.sv} kostnad i dag i öre`, en: `${whose.en} cost today in öre` } },
      '$.dayReached': {
        is: { sv: `${whose.sv} kostnadsgräns för dagen är nådd`, en: `${whose.en} cost limit for the day is reached` },
        isNot: {
          sv: `${whose.sv} kostnadsgräns för dagen inte är nådd`,
          en: `${whose.en} cost limit for the day is not reached`,
        },
      },
      '$.calls': { noun: { sv: `antalet av ${whose.sv} samtal ut`, en: `the number of ${whose.en} calls out` } },
      '$.full': {
        is: { sv: `${whose.sv} gräns för samtal ut är nådd`, en: `${whose.en} limit of calls out is reached` },
        isNot: {
          sv: `${whose.sv} gräns för samtal ut inte är nådd`,
          en: `${whose.en} limit of calls out is not reached`,
        },
      },
    },
    told: told(heading),
  })

/** Of whoever pays for the call: who dials, or who forwards. Of nobody where a group number forwards. */
export const personSpendingFact = facts(
  'spending.person',
  { sv: 'personens samtalskostnader', en: "the person's call costs" },
  { sv: 'Personens gränser', en: "The person's limits" },
  { sv: 'personens', en: "the person's" },
)

export const organisationSpendingFact = facts(
  'spending.organisation',
  { sv: 'organisationens samtalskostnader', en: "the organisation's call costs" },
  { sv: 'Organisationens gränser', en: "The organisation's limits" },
  { sv: 'organisationens', en: "the organisation's" },
)
