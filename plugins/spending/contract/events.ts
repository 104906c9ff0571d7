import { z } from 'zod'
import { defineAction, defineEvent, defineFact } from '../../../core/define.ts'

export const alarmKinds = [
  'person-day',
  'person-calls',
  'organisation-day',
  'organisation-calls',
  /** A call under way was ended when the limit of the day was reached. */
  'ended',
  /** Many short calls to one country at night. */
  'pattern',
] as const
export type AlarmKind = (typeof alarmKinds)[number]

const caller = z.object({
  person: z.string().optional(),
  number: z.string().optional(),
  hidden: z.boolean().optional(),
})

export const spendingAlarm = defineEvent('spending.alarm', {
  data: z.object({
    what: z.enum(alarmKinds),
    caller,
    dialled: z.string(),
    /** Calls of the pattern. */
    count: z.number().int().optional(),
  }),
  say: { sv: 'samtalskostnader ser fel ut', en: 'call costs look wrong' },
  roles: {
    caller: { sv: 'den som ringer', en: 'the caller' },
    callee: { sv: 'den som rings', en: 'whoever is called' },
  },
  subject: ({ caller, what }) => `${what} ${caller.person ?? ''}`,
  scope: ({ caller }) => ({ person: caller.person }),
  parties: ({ caller, dialled }) => ({ caller, callee: { number: dialled } }),
})

const words = {
  'person-day': { sv: 'en persons dagsgräns är nådd', en: "a person's limit for the day is reached" },
  'person-calls': { sv: 'en person ringer för många samtal samtidigt', en: 'a person makes too many calls at once' },
  'organisation-day': {
    sv: 'organisationens dagsgräns är nådd',
    en: "the organisation's limit for the day is reached",
  },
  'organisation-calls': {
    sv: 'för många samtal går ut samtidigt',
    en: 'too many calls go out at once',
  },
  ended: { sv: 'ett pågående samtal avslutades vid dagsgränsen', en: 'a call under way was ended at the limit' },
  pattern: { sv: 'många korta samtal till ett land på natten', en: 'many short calls to one country at night' },
} as const

/** Administrators see it in the app, get it by mail where there is mail, and it stands in the log. */
export const spendingAlert = defineAction('spending.alert', {
  route: false,
  retry: 'safe',
  expires: 3600,
  args: z.object({ what: z.enum(alarmKinds).meta({ say: { sv: 'vad som är fel', en: 'what is wrong' } }) }),
  say: { sv: 'administratörerna får veta att {what}', en: 'the administrators are told that {what}' },
  reads: { sv: 'larma administratörerna[ ({what})]', en: 'alert the administrators[ ({what})]' },
  events: ['call.outgoing', 'spending.alarm'],
  values: words,
})

/** What is wrong, of an alarm. */
export const alarmFact = defineFact('spending.alarm', {
  params: z.object({}),
  value: z.object({ what: z.enum(alarmKinds) }),
  say: { sv: 'larmet', en: 'the alarm' },
  paths: { '$.what': { sv: 'vad som är fel', en: 'what is wrong' } },
  events: [spendingAlarm.name],
  reads: {
    '$.what': {
      is: { sv: '{value}', en: '{value}' },
      isNot: { sv: 'felet inte är att {value}', en: 'what is wrong is not that {value}' },
    },
  },
  values: words,
})
