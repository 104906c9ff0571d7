/** An activity: what it is called, what callers hear of it, and what it does to the phone. */
import { z } from 'zod'

// Control characters would be read aloud, or break a row of the list.
const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u)
export const phraseText = text(60)
const phrase = z.object({ sv: phraseText, en: phraseText })

/** free: answers; closed: comes back today; away: not today. The colour of the tile. */
export const tones = ['free', 'closed', 'away'] as const

/** Of a usual length, in minutes: a day. */
export const longest = 1440

/**
 * How long it holds unless told otherwise: minutes; `day-end` is midnight, `morning` the next weekday's 08:00, both in the organisation's
 * zone; `date` asks for a day, and `none` holds until something else is set.
 */
export const lengthOf = z.union([z.number().int().min(1).max(longest), z.enum(['day-end', 'morning', 'date', 'none'])])
export type Length = z.infer<typeof lengthOf>

export const activityKind = z.object({
  name: phrase,
  /** As heard after the person's name: "is in a meeting". */
  spoken: phrase,
  /** Name of a picture of the app. */
  icon: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/),
  tone: z.enum(tones),
  closesPhone: z.boolean(),
  length: lengthOf,
})
export type ActivityKind = z.infer<typeof activityKind>

/** An activity as a person can choose it. */
export const choice = activityKind.extend({
  /** Of a standard activity ("meeting"), or the id of an added one. */
  key: z.string(),
  /** Who gave it its present form. */
  by: z.enum(['standard', 'organisation', 'person']),
})
export type Choice = z.infer<typeof choice>

export const noteText = z
  .string()
  .trim()
  .max(200)
  .regex(/^[^\p{Cc}]*$/u)
