/** A day of mine: what stands in the calendars, what each event gives and why, and what a caller hears when. */
import { z } from 'zod'
import { kinds, responses, shows } from '../../../connectors/calendar/port.ts'
import { defineDownload, defineRoute } from '../../../core/define.ts'
import { overrides } from './overrides.ts'

const phrase = z.object({ sv: z.string(), en: z.string() })
const iso = z.iso.datetime()

export const dayEvent = z.object({
  id: z.string(),
  /** It is one of several. */
  repeats: z.boolean(),
  /** ISO 8601 UTC. Neither where its zone is not known: `zone` is then what the calendar calls it. */
  from: iso.optional(),
  to: iso.optional(),
  zone: z.string().optional(),
  allDay: z.boolean(),
  /** Nobody but its owner is ever told. */
  subject: z.string().optional(),
  /** Name, else address, of who invited. */
  organiser: z.string().optional(),
  calendar: z.object({ link: z.string(), id: z.string(), name: z.string(), colour: z.string().optional() }),
  kind: z.enum(kinds),
  shows: z.enum(shows),
  response: z.enum(responses),
  private: z.boolean(),
  cancelled: z.boolean(),
  categories: z.array(z.string()),
  /** https address of the online meeting. */
  meeting: z.string().optional(),
  /** Key of the activity that it gives; none where it doesn't count. */
  activity: z.string().optional(),
  /** Title of the rule that decided: "Tentative events don't count". Of what its owner said: "You ignore it". */
  why: phrase,
  /** What its owner said, of the event or of its series. */
  override: z.object({ does: z.enum(overrides), series: z.boolean() }).optional(),
})
export type DayEvent = z.infer<typeof dayEvent>

export const daySegment = z.object({
  from: iso,
  to: iso,
  /** Key and form of the activity. */
  key: z.string(),
  name: phrase,
  icon: z.string(),
  tone: z.enum(['free', 'closed', 'away']),
  closesPhone: z.boolean(),
  /** chosen: by hand, as it is now (what was chosen earlier is not kept); none: nothing was, so Available. */
  by: z.enum(['calendar', 'chosen', 'none']),
  /** When the person is back, which may be later than `to`: the next meeting follows at once. */
  until: iso.optional(),
  /** Ids of the events that give it. */
  because: z.array(z.string()),
})
export type DaySegment = z.infer<typeof daySegment>

export const readDay = defineRoute({
  method: 'GET',
  path: '/calendar/day',
  allow: 'member',
  input: z.object({
    /** "2026-10-09", a day of the organisation's zone; today unless given. From yesterday to a week ahead is known. */
    date: z.iso.date().optional(),
  }),
  output: z.object({
    date: z.iso.date(),
    /** IANA, in which the day is one. */
    zone: z.string(),
    /** By their start; those whose time isn't known last. */
    events: z.array(dayEvent),
    /** The whole day, without gaps. */
    segments: z.array(daySegment),
  }),
  say: 'My day: events, what each gives and why, and what callers hear.',
})

/** A part of the day in which the same comes of a call. */
const heardSpan = z.object({
  from: iso,
  to: iso,
  /** What the rules do: "The phones ring, 25 s at most." */
  did: z.string(),
  /** What a voice says to the caller, in the caller's language; none where none speaks. */
  spoken: z.object({ text: z.string(), language: z.enum(['sv', 'en']) }).optional(),
  /** What is done when nobody answers; where phones ring. */
  afterwards: z.string().optional(),
  /** Title of the rule; none: no rule held. */
  rule: z.string().optional(),
})
export type HeardSpan = z.infer<typeof heardSpan>

/** Who calls, as people write it: none, somebody whom nobody knows. */
const number = z.string().trim().min(1).max(40).optional()

export const readHeardDay = defineRoute({
  method: 'GET',
  path: '/calendar/day/heard',
  allow: 'member',
  input: z.object({ date: z.iso.date().optional(), number, language: z.enum(['sv', 'en']) }),
  output: z.object({ date: z.iso.date(), spans: z.array(heardSpan) }),
  say: 'What somebody who calls me hears at each time of a day, by all the rules, with phones that are there and a free line.',
})

export const hearDay = defineDownload({
  method: 'GET',
  path: '/calendar/day/heard.mp3',
  allow: 'member',
  input: z.object({ at: iso, number }),
  type: 'audio/mpeg',
  say: 'What whoever calls me then hears, in the hub’s voice. Not where no voice speaks.',
})

const why = z.object({
  /** "Counts as In a meeting: meetings count." */
  outcome: z.string(),
  /** Rules in the order in which they were tried, each in a sentence. */
  tried: z.array(z.object({ rule: z.string(), outcome: z.string(), sentence: z.string() })),
  /** What the rules saw, each once. */
  saw: z.array(z.object({ what: z.string(), value: z.string(), unknown: z.boolean().optional() })),
})
export type EventWhy = z.infer<typeof why>

export const explainEvent = defineRoute({
  method: 'GET',
  path: '/calendar/explained',
  allow: 'member',
  input: z.object({ event: z.string().max(2000), language: z.enum(['sv', 'en']) }),
  output: z.object({
    /** As the rules are now; none where the event isn't there any more. */
    now: why.optional(),
    /** The decision by which it made what I do, as it was made then; none where it never did. Kept for thirty days. */
    made: why.extend({ at: iso }).optional(),
  }),
  say: 'Why an event of mine counts, or doesn’t, rule by rule; also as it was decided when it made my activity.',
})
