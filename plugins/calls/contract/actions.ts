/** What rules may do with a call. */
import { z } from 'zod'
import { defineAction } from '../../../core/define.ts'
import { callIncoming, callsIn, callsOut, diversionReasons } from './events.ts'
import { callFact } from './facts.ts'
import { deskShows, kindWords } from './identity.ts'
import { shownKinds } from './wish.ts'

const seconds = z
  .number()
  .int()
  .min(5)
  .max(120)
  .meta({ kind: 'duration', say: { sv: 'hur länge', en: 'how long' } })
const phrase = z.object({ sv: z.string(), en: z.string() })
/** Route actions answer a waiting call: nothing of them is carried out later. */
const answer = { route: true, retry: 'never', expires: 0 } as const

export const ring = defineAction('call.ring', {
  ...answer,
  args: z.object({
    seconds: seconds.default(25),
    /** In a group: everyone, or those whose line is idle. */
    only: z
      .enum(['all', 'free'])
      .default('all')
      .meta({ say: { sv: 'vilka som rings', en: 'who is rung' } }),
    /** What the phones show for the caller. */
    callerName: z
      .string()
      .optional()
      .meta({ say: { sv: 'namn som visas', en: 'name that shows' } }),
    /** What desk phones show of the caller; what the called person has chosen unless given. */
    shows: z
      .enum(deskShows)
      .optional()
      .meta({ say: { sv: 'vad bordstelefoner visar', en: 'what desk phones show' } }),
  }),
  say: { sv: 'telefonerna ringer, högst {seconds} s', en: 'the phones ring, {seconds} s at most' },
  events: [callIncoming.name],
  reads: { sv: 'ring {only} i {seconds}', en: 'ring {only} for {seconds}' },
  readValues: {
    all: { sv: 'telefonerna', en: 'the phones' },
    free: { sv: 'dem som är lediga', en: 'those who are free' },
    name: { sv: 'namn', en: 'name' },
    number: { sv: 'nummer', en: 'number' },
    both: { sv: 'namn och nummer', en: 'name and number' },
  },
})

export const forward = defineAction('call.forward', {
  ...answer,
  args: z.object({
    to: z
      .string()
      .min(1)
      .meta({ kind: 'phone-number', say: { sv: 'vart', en: 'where' } }),
    /** What the other network is told of it. */
    reason: z
      .enum(diversionReasons)
      .default('unconditional')
      .meta({ say: { sv: 'skäl som andra nät får veta', en: 'reason that other networks are told' } }),
  }),
  say: { sv: 'samtalet medflyttas till {to}', en: 'the call is forwarded to {to}' },
  events: callsIn,
  sends: { to: 'to', event: callIncoming.name, counted: { fact: callFact.name, path: '$.diversions' } },
  reads: { sv: 'medflytta samtalet till {to}', en: 'forward the call to {to}' },
  readValues: {
    unconditional: { sv: 'alltid', en: 'always' },
    'user-busy': { sv: 'upptaget', en: 'busy' },
    'no-answer': { sv: 'inget svar', en: 'no answer' },
    unavailable: { sv: 'går inte att nå', en: "can't be reached" },
  },
})

export const announcements = ['busy', 'closed', 'unavailable', 'not-here'] as const
export type AnnouncementKind = (typeof announcements)[number]

export const announce = defineAction('call.announce', {
  ...answer,
  args: z.object({
    what: z.enum(announcements).meta({ say: { sv: 'vad som sägs', en: 'what is said' } }),
    /** Whose: a person's or a number's name. */
    name: z
      .string()
      .optional()
      .meta({ say: { sv: 'vems namn som sägs', en: 'whose name is said' } }),
    /** ISO 8601 UTC: open again then. */
    until: z
      .string()
      .optional()
      .meta({ kind: 'moment', say: { sv: 'när det öppnar igen', en: 'when it opens again' } }),
  }),
  say: { sv: 'den som ringer får höra att {what}', en: 'the caller hears that {what}' },
  values: {
    busy: { sv: 'personen talar i telefon', en: 'the person is on the phone' },
    closed: { sv: 'det är stängt', en: 'it is closed' },
    unavailable: { sv: 'ingen kan svara just nu', en: 'nobody can answer right now' },
    'not-here': { sv: 'tjänsten inte finns än', en: 'the service is not there yet' },
  },
  events: callsIn,
  reads: {
    sv: 'säg att {what}[until:, och när det öppnar igen]',
    en: 'say that {what}[until:, and when it opens again]',
  },
})

/** Whole sentences, as another plugin's fact gives them. */
export const say = defineAction('call.say', {
  ...answer,
  args: z.object({
    text: phrase.meta({ say: { sv: 'vad som sägs', en: 'what is said' } }),
    /** Said behind them as it stands. */
    note: z
      .string()
      .optional()
      .meta({ say: { sv: 'vad som läggs till', en: 'what is added' } }),
  }),
  say: { sv: 'den som ringer hör ”{text} {note}”', en: 'the caller hears “{text} {note}”' },
  events: [...callsIn, ...callsOut],
  reads: { sv: 'säg {text}[, med {note}]', en: 'say {text}[, with {note}]' },
})

export const reject = defineAction('call.reject', {
  ...answer,
  args: z.object({
    /** RFC 3261 section 21: 4xx, or 603 Decline. */
    sipStatus: z
      .union([z.number().int().min(400).max(499), z.literal(603)])
      .meta({ say: { sv: 'SIP-svar', en: 'SIP status' } }),
    reason: z
      .string()
      .max(80)
      .meta({ say: { sv: 'skäl till telefonen', en: 'reason for the phone' } }),
  }),
  say: { sv: 'samtalet avvisas', en: 'the call is refused' },
  events: [...callsIn, ...callsOut],
  reads: { sv: 'avvisa samtalet', en: 'refuse the call' },
})

export const dialOut = defineAction('call.dial-out', {
  ...answer,
  args: z.object({
    show: z
      .enum(shownKinds)
      .default('landline')
      .meta({ say: { sv: 'vad som visas', en: 'what shows' } }),
    /** E.164, with `mobile` and `number`: one of the organisation's, or the caller's own mobile. */
    number: z
      .string()
      .optional()
      .meta({ kind: 'phone-number', say: { sv: 'vilket nummer', en: 'which number' } }),
    seconds: seconds.default(60),
  }),
  say: { sv: 'samtalet går ut och visar {show}', en: 'the call goes out and shows {show}' },
  events: callsOut,
  reads: { sv: 'släpp ut samtalet och visa {show}[ {number}]', en: 'let the call out and show {show}[ {number}]' },
  values: kindWords,
})
