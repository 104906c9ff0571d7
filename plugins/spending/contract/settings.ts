import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'

const öre = z.number().int().min(0).max(100_000_000)
/** A number begins with it: E.164 with plus, or a national service number as dialled. */
const prefix = z.string().regex(/^(\+\d{0,15}|\d{1,15})$/)

export const price = z.object({
  prefix,
  name: z.string().trim().min(1).max(60),
  /** For each minute, charged by the second. */
  minute: öre,
  /** For being answered at all. */
  opening: öre,
  /** At the caller's expense beyond the call itself: barred until an administrator opens it. */
  premium: z.boolean().default(false),
})
export type Price = z.infer<typeof price>

export const limits = z.object({
  /** Öre a day; null: none. */
  day: öre.nullable(),
  /** Calls out at once; null: any number. */
  calls: z.number().int().min(0).max(10_000).nullable(),
})
export type Limits = z.infer<typeof limits>

export const settings = z.object({
  /** ISO 3166: where calls may go. */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .max(260)
    .transform(list => [...new Set(list)].sort()),
  /** Whether premium-rate numbers may be called, within the limits. */
  premium: z.boolean(),
  /** Of each person, where she has none of her own. */
  person: limits,
  organisation: limits,
})
export type Settings = z.infer<typeof settings>

const everything = z.object({
  settings,
  /** The organisation's own, which go before those of the list. */
  prices: z.array(price),
  /** What holds where the organisation has none of its own. */
  list: z.array(price),
  /** People with limits of their own. */
  people: z.record(z.string(), limits),
})

export const readSpending = defineRoute({
  method: 'GET',
  path: '/administration/spending',
  allow: 'administrator',
  input: z.object({}),
  output: everything,
  say: 'Where calls may go, what they cost, and the limits.',
})

export const setSpending = defineRoute({
  method: 'PUT',
  path: '/administration/spending',
  allow: 'administrator',
  input: settings,
  output: everything,
  say: 'Sets where calls may go, and the limits.',
})

export const setPrices = defineRoute({
  method: 'PUT',
  path: '/administration/spending/prices',
  allow: 'administrator',
  input: z.object({ prices: z.array(price).max(1000) }),
  output: everything,
  say: 'Sets the organisation’s own prices: the longest prefix that a number begins with counts.',
})

export const setPersonLimits = defineRoute({
  method: 'PUT',
  path: '/administration/spending/people/:person',
  allow: 'administrator',
  input: z.object({ person: z.string(), limits: limits.nullable() }),
  output: everything,
  say: 'Gives a person limits of her own, or takes them away.',
})
