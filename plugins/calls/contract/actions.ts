/** What rules may do with a call. */
import { z } from 'zod'
import { defineAction } from '../../../core/define.ts'
import { diversionReasons } from './events.ts'
import { deskShows, kindWords } from './identity.ts'
import { shownKinds } from './wish.ts'

const seconds = z.number().int().min(5).max(120)
const optional = z.string().optional()
const phrase = z.object({ sv: z.string(), en: z.string() })
/** Route actions answer a waiting call: nothing of them is carried out later. */
const answer = { route: true, retry: 'never', expires: 0 } as const

export const ring = defineAction('call.ring', {
  ...answer,
  args: z.object({
    seconds: seconds.default(25),
    /** In a group: everyone, or those whose line is idle. */
    only: z.enum(['all', 'free']).default('all'),
    /** What the phones show for the caller. */
    callerName: optional,
    /** What desk phones show of the caller; what the called person has chosen unless given. */
    shows: z.enum(deskShows).optional(),
  }),
  say: { sv: 'telefonerna ringer, högst {seconds} s', en: 'the phones ring, {seconds} s at most' },
})

export const forward = defineAction('call.forward', {
  ...answer,
  args: z.object({
    to: z.string().min(1),
    /** What the other network is told of it. */
    reason: z.enum(diversionReasons).default('unconditional'),
  }),
  say: { sv: 'samtalet medflyttas till {to}', en: 'the call is forwarded to {to}' },
})

export const announcements = ['busy', 'closed', 'unavailable', 'not-here'] as const
export type AnnouncementKind = (typeof announcements)[number]

export const announce = defineAction('call.announce', {
  ...answer,
  args: z.object({
    what: z.enum(announcements),
    /** Whose: a person's or a number's name. */
    name: optional,
    /** ISO 8601 UTC: open again then. */
    until: optional,
  }),
  say: { sv: 'den som ringer får höra att {what}', en: 'the caller hears that {what}' },
  values: {
    busy: { sv: 'personen talar i telefon', en: 'the person is on the phone' },
    closed: { sv: 'det är stängt', en: 'it is closed' },
    unavailable: { sv: 'ingen kan svara just nu', en: 'nobody can answer right now' },
    'not-here': { sv: 'tjänsten inte finns än', en: 'the service is not there yet' },
  },
})

/** Whole sentences, as another plugin's fact gives them. */
export const say = defineAction('call.say', {
  ...answer,
  args: z.object({
    text: phrase,
    /** Said behind them as it stands. */
    note: optional,
  }),
  say: { sv: 'den som ringer hör ”{text} {note}”', en: 'the caller hears “{text} {note}”' },
})

export const reject = defineAction('call.reject', {
  ...answer,
  args: z.object({
    /** RFC 3261 section 21: 4xx, or 603 Decline. */
    sipStatus: z.union([z.number().int().min(400).max(499), z.literal(603)]),
    reason: z.string().max(80),
  }),
  say: { sv: 'samtalet avvisas', en: 'the call is refused' },
})

export const dialOut = defineAction('call.dial-out', {
  ...answer,
  args: z.object({
    show: z.enum(shownKinds).default('landline'),
    /** E.164, with `mobile` and `number`: one of the organisation's, or the caller's own mobile. */
    number: optional,
    seconds: seconds.default(60),
  }),
  say: { sv: 'samtalet går ut och visar {show}', en: 'the call goes out and shows {show}' },
  values: kindWords,
})
