/** What people are doing now, until when, and what that does to their calls. */
import { z } from 'zod'
import { defineFact, type Phrase, type Teller } from '../../core/define.ts'
import { ofRole } from '../../core/flow/role.ts'
import { type SourceName, sourceNames } from './contract/sources.ts'

export * from './contract/activity.ts'
export * from './contract/people.ts'
export * from './contract/routes.ts'
export * from './contract/slots.ts'
export * from './contract/sources.ts'
export { type Heard, heard } from './spoken.ts'
export { available, standard } from './standard.ts'

const phrase = z.object({ sv: z.string(), en: z.string() })

export const activityFact = defineFact('presence.activity', {
  params: ofRole,
  value: z.object({
    /** Key of a standard activity ("meeting") or id of an own one. */
    key: z.string().meta({ kind: 'activity' }),
    name: phrase,
    /** What a caller hears, as in "is in a meeting". */
    spoken: phrase,
    closesPhone: z.boolean(),
    /** ISO 8601 UTC; none where no end is known. */
    until: z.iso.datetime().optional(),
    note: z.string().optional(),
    /** Where it comes from when nobody chose it, and when that was last heard of. */
    source: z.object({ name: z.enum(sourceNames), asOf: z.iso.datetime().optional() }).optional(),
  }),
  say: { sv: 'hänvisningen', en: 'the activity' },
  paths: {
    '$.key': { sv: 'hänvisningen', en: 'the activity' },
    '$.closesPhone': { sv: 'hänvisningen stänger telefonen', en: 'the activity closes the phone' },
    '$.until': { sv: 'hänvisningen gäller till', en: 'the activity lasts until' },
    '$.source.name': { sv: 'hänvisningen kommer från', en: 'the activity comes from' },
  },
  values: { calendar: { sv: 'kalendern', en: 'the calendar' } },
  reads: {
    '$.key': {
      is: { sv: 'hänvisningen är {value}', en: 'the activity is {value}' },
      isNot: { sv: 'hänvisningen inte är {value}', en: 'the activity is not {value}' },
    },
    '$.closesPhone': {
      is: { sv: 'hänvisningen stänger telefonen', en: 'the activity closes the phone' },
      isNot: { sv: 'hänvisningen inte stänger telefonen', en: 'the activity does not close the phone' },
    },
    '$.source.name': {
      is: { sv: 'hänvisningen kommer från {value}', en: 'the activity comes from {value}' },
      isNot: { sv: 'hänvisningen inte kommer från {value}', en: 'the activity does not come from {value}' },
    },
    '$.name': { noun: { sv: 'hänvisningen', en: 'the activity' } },
    '$.note': { noun: { sv: 'anteckningen', en: 'the note' } },
  },
  told: {
    heading: theActivity,
    value: (activity, teller) => named(activity, teller),
    clause(path, activity, teller) {
      const sv = teller.language === 'sv'
      const was = `${theActivity(teller).toLowerCase()} ${sv ? 'var' : 'was'} ${named(activity, teller)}`
      if (path !== '$.closesPhone') return path === '$.key' ? was : undefined
      if (activity.closesPhone) return sv ? `${was}, som stänger telefonen` : `${was}, which closes the phone`
      return sv ? `${was}, och då ringer telefonen` : `${was}, which lets the phone ring`
    },
  },
})

/** The sentence that a caller hears of the activity and its end, in both languages. */
export const heardFact = defineFact('presence.heard', {
  params: ofRole,
  value: phrase,
  say: { sv: 'vad den som ringer får höra', en: 'what the caller hears' },
  reads: { $: { noun: { sv: 'vad personen gör', en: 'what the person is doing' } } },
})

function theActivity({ language, yours }: Teller): string {
  if (language === 'sv') return yours ? 'Din hänvisning' : 'Hänvisningen'
  return yours ? 'Your activity' : 'The activity'
}

const comesFrom: Record<SourceName, Phrase> = { calendar: { sv: 'från kalendern', en: 'from the calendar' } }

/** "In a meeting until 14:30", "In a meeting until 14:30, from the calendar, read 14:09" */
function named({ name, until, source }: Activity, teller: Teller): string {
  const sv = teller.language === 'sv'
  const end = until === undefined ? '' : ` ${sv ? 'till' : 'until'} ${teller.time(until)}`
  const from = source ? `, ${comesFrom[source.name][teller.language]}` : ''
  const read = source?.asOf === undefined ? '' : `, ${sv ? 'läst' : 'read'} ${teller.time(source.asOf)}`
  return name[teller.language] + end + from + read
}

interface Activity {
  readonly name: Phrase
  readonly until?: string | undefined
  readonly source?: { readonly name: SourceName; readonly asOf?: string | undefined } | undefined
}
