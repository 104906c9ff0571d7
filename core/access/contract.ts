/** Signing in and out, and who one is. A browser can load this. */
import { z } from 'zod'
import { defineRoute, plans, roles } from '../define.ts'

const session = z.object({
  person: z.string(),
  organisation: z.string(),
  name: z.string(),
  role: z.enum(roles),
  plan: z.enum(plans),
  language: z.enum(['sv', 'en']),
  /** The organisation's, IANA: in which times are told. */
  zone: z.string(),
  /** Where numbers are written without country and area code: ISO 3166, and "08" where the organisation has one. */
  place: z.object({ country: z.string(), areaCode: z.string().optional() }),
  /** What the hub's clock shows: a browser's may be wrong. */
  now: z.iso.datetime(),
  /** What the plan includes. */
  features: z.array(z.string()),
  /** To be sent in `x-csrf-token` with whatever changes something. */
  csrf: z.string(),
})
export type SignedIn = z.infer<typeof session>

// Longer ones only cost time to hash; the shortest a new one may be is NIST SP 800-63B's.
const password = z.string().min(1).max(256)

export const signIn = defineRoute({
  method: 'POST',
  path: '/session',
  input: z.object({ email: z.string().trim().min(1).max(254), password }),
  output: session,
  allow: 'anyone',
  say: 'Signs in by e-mail address and password, and sets the session cookie.',
})

export const whoAmI = defineRoute({
  method: 'GET',
  path: '/session',
  input: z.object({}),
  output: session,
  allow: 'member',
  say: 'Who is signed in.',
})

export const signOut = defineRoute({
  method: 'DELETE',
  path: '/session',
  input: z.object({ all: z.boolean().default(false) }),
  output: z.void(),
  allow: 'member',
  say: 'Signs out, with all=true on every device.',
})

export const changePassword = defineRoute({
  method: 'PUT',
  path: '/session/password',
  input: z.object({ current: password, password: z.string().min(8).max(256) }),
  output: z.void(),
  allow: 'member',
  say: 'Changes the own password, and signs out all other devices.',
})
