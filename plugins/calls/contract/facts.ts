/** What rules may know of a call and of the lines. */
import { z } from 'zod'
import { defineFact } from '../../../core/define.ts'

export const lineStates = ['idle', 'ringing', 'in-call'] as const
export type LineState = (typeof lineStates)[number]

const of = z.object({ of: z.string().default('callee') })

export const callFact = defineFact('call', {
  params: z.object({}),
  value: z.object({
    kind: z.enum(['person', 'group', 'queue', 'service', 'outside']),
    hidden: z.boolean(),
    callerNumber: z.string().optional(),
    dialled: z.string(),
    /** ISO 3166 of the dialled number; none for service numbers. */
    country: z.string().optional(),
    diversions: z.number(),
    /** Language to speak to the caller. */
    language: z.enum(['sv', 'en']),
  }),
  say: { sv: 'samtalet', en: 'the call' },
  paths: {
    '$.kind': { sv: 'målet', en: 'the destination' },
    '$.hidden': { sv: 'numret är dolt', en: 'the number is hidden' },
    '$.callerNumber': { sv: 'numret som ringer', en: "the caller's number" },
    '$.dialled': { sv: 'det slagna numret', en: 'the dialled number' },
    '$.country': { sv: 'landet som rings', en: 'the country called' },
    '$.diversions': { sv: 'antal medflyttningar', en: 'the number of diversions' },
    '$.language': { sv: 'språket', en: 'the language' },
  },
  values: {
    person: { sv: 'en person', en: 'a person' },
    group: { sv: 'en svarsgrupp', en: 'a group number' },
    queue: { sv: 'en kö', en: 'a queue' },
    service: { sv: 'en tjänst', en: 'a service' },
    outside: { sv: 'ett nummer utanför', en: 'a number outside' },
  },
})

export const lineFact = defineFact('calls.line', {
  params: of,
  value: z.object({ state: z.enum(lineStates) }),
  say: { sv: 'linjen', en: 'the line' },
  paths: { '$.state': { sv: 'linjen', en: 'the line' } },
  values: {
    idle: { sv: 'ledig', en: 'free' },
    ringing: { sv: 'ringer', en: 'ringing' },
    'in-call': { sv: 'i samtal', en: 'in a call' },
  },
})

/** Whether any phone that would ring is registered. */
export const reachableFact = defineFact('calls.reachable', {
  params: z.object({}),
  value: z.boolean(),
  say: { sv: 'någon telefon är inloggad', en: 'a phone is registered' },
})
