/** Who people know: personal and company-wide contacts, VIP, Block, favourites. */
import { z } from 'zod'
import { defineFact, definePort, type LookWords, type Teller } from '../../core/define.ts'

export * from './contract/contact.ts'
export * from './contract/routes.ts'
export * from './contract/views.ts'

/** Other books that know whose a number is. */
export interface CallerBooks {
  /**
   * `owner` is a person's id, whose own books are asked, or '' for the company's; `number` is E.164, or a colleague's short number. Asked
   * before a phone rings: it answers at once.
   */
  add(book: (asked: CallerQuestion) => { readonly name: string; readonly company: string } | undefined): void
}

export interface CallerQuestion {
  readonly organisation: string
  readonly owner: string
  readonly number: string
}

export const callerBooks = definePort<CallerBooks>('contacts.caller-books')

/** "a VIP calls"; "the caller is (not) a VIP", where somebody else is named already. */
const caller = (
  [asSv, asNotSv, isSv]: readonly [string, string, string],
  [asEn, asNotEn, isEn]: readonly [string, string, string],
): LookWords => ({
  as: { role: 'caller', is: { sv: asSv, en: asEn }, isNot: { sv: asNotSv, en: asNotEn } },
  is: { sv: `den som ringer ${isSv}`, en: `the caller is ${isEn}` },
  isNot: { sv: `den som ringer inte ${isSv}`, en: `the caller is not ${isEn}` },
})

/** What the called person's own book, then the company's, says of the caller. A colleague may be VIP or blocked too. */
export const callerContactFact = defineFact('contacts.caller', {
  params: z.object({}),
  value: z.object({
    known: z.boolean(),
    name: z.string().optional(),
    company: z.string().optional(),
    vip: z.boolean(),
    blocked: z.boolean(),
    favourite: z.boolean(),
  }),
  say: { sv: 'den som ringer', en: 'the caller' },
  paths: {
    '$.known': { sv: 'den som ringer finns bland kontakterna', en: 'the caller is among the contacts' },
    '$.vip': { sv: 'den som ringer är VIP', en: 'the caller is VIP' },
    '$.blocked': { sv: 'den som ringer är blockerad', en: 'the caller is blocked' },
    '$.favourite': { sv: 'den som ringer är favorit', en: 'the caller is a favourite' },
    '$.name': { sv: 'namnet på den som ringer', en: "the caller's name" },
    '$.company': { sv: 'företaget som ringer', en: "the caller's company" },
  },
  reads: {
    '$.known': caller(
      ['någon bland kontakterna', 'någon som inte finns bland kontakterna', 'finns bland kontakterna'],
      ['somebody among the contacts', 'somebody who is not among the contacts', 'among the contacts'],
    ),
    '$.vip': caller(['en VIP', 'någon som inte är VIP', 'är VIP'], ['a VIP', 'somebody who is not a VIP', 'a VIP']),
    '$.blocked': caller(
      ['någon som är blockerad', 'någon som inte är blockerad', 'är blockerad'],
      ['somebody who is blocked', 'somebody who is not blocked', 'blocked'],
    ),
    '$.favourite': caller(
      ['en favorit', 'någon som inte är favorit', 'är favorit'],
      ['a favourite', 'somebody who is not a favourite', 'a favourite'],
    ),
    '$.name': {
      is: { sv: 'den som ringer heter {value}', en: "the caller's name is {value}" },
      isNot: { sv: 'den som ringer inte heter {value}', en: "the caller's name is not {value}" },
    },
    '$.company': {
      noun: { sv: 'företaget som ringer', en: "the caller's company" },
      as: { role: 'caller', is: { sv: 'någon från {value}', en: 'somebody from {value}' } },
      is: { sv: 'den som ringer kommer från {value}', en: 'the caller is from {value}' },
      isNot: { sv: 'den som ringer inte kommer från {value}', en: 'the caller is not from {value}' },
    },
  },
  told: {
    heading: ({ language }) => ({ sv: 'Den som ringer', en: 'Caller' })[language],
    value({ name, company, known, vip, blocked, favourite }, teller) {
      const sv = teller.language === 'sv'
      const { hidden, number } = teller.party('caller') ?? {}
      const nobody = number === undefined || hidden ? undefined : teller.number(number)
      const who = hidden ? [] : [name ?? nobody, company]
      const marks = [
        vip && 'VIP',
        blocked && (sv ? 'blockerad' : 'blocked'),
        favourite && (sv ? 'favorit' : 'favourite'),
      ]
      const stranger = !known && (sv ? 'inte bland kontakterna' : 'not among the contacts')
      return [hidden && (sv ? 'dolt nummer' : 'hidden number'), ...who, stranger, ...marks].filter(Boolean).join(', ')
    },
    clause(path, { name, known, vip, blocked, favourite }, teller) {
      const { yours } = teller
      const who = calling(name, teller)
      const clauses: Readonly<Record<string, { sv: string; en: string } | undefined>> = {
        '$.known': {
          sv: `${who} finns ${known ? '' : 'inte '}bland kontakterna`,
          en: `${who} is ${known ? '' : 'not '}among the contacts`,
        },
        '$.vip': yours
          ? { sv: `${who} är ${vip ? '' : 'inte '}VIP hos dig`, en: `${who} is ${vip ? '' : 'not '}one of your VIPs` }
          : { sv: `${who} är ${vip ? '' : 'inte '}VIP`, en: `${who} is ${vip ? '' : 'not '}a VIP` },
        '$.blocked': yours
          ? {
              sv: `du har ${blocked ? '' : 'inte '}blockerat ${who}`,
              en: `you have ${blocked ? '' : 'not '}blocked ${who}`,
            }
          : { sv: `${who} är ${blocked ? '' : 'inte '}blockerad`, en: `${who} is ${blocked ? '' : 'not '}blocked` },
        '$.favourite': {
          sv: `${who} är ${favourite ? '' : 'inte '}favorit`,
          en: `${who} is ${favourite ? '' : 'not '}a favourite`,
        },
      }
      return clauses[path]?.[teller.language]
    },
  },
})

/** By name where one is known and may be told. */
function calling(name: string | undefined, { language, party, number }: Teller): string {
  const caller = party('caller')
  if (caller?.hidden) return { sv: 'det dolda numret', en: 'the hidden number' }[language]
  if (name !== undefined) return name
  return caller?.number === undefined ? { sv: 'den som ringde', en: 'the caller' }[language] : number(caller.number)
}
