/** What a leg at the voice agent is about: goes with it, and comes back with all that happens there, to whichever hub is there then. */
import { z } from 'zod'

const visit = z.object({
  /** A caller leaves a message, or somebody listens. */
  does: z.enum(['leave', 'listen']),
  /** Whose box. Of who listens: of the phone that calls, where it is one of the house's. */
  owner: z.object({ organisation: z.string(), person: z.string() }),
  call: z.string(),
  caller: z.object({
    person: z.string().optional(),
    number: z.string().optional(),
    name: z.string().optional(),
    hidden: z.boolean(),
  }),
  language: z.enum(['sv', 'en']),
  diversions: z.number().int(),
})
export type Visit = z.infer<typeof visit>

/** The voice port's legs say by this whose they are. */
export const voicemail = 'voicemail'

export const about = (what: Visit): string => `${voicemail}:${Buffer.from(JSON.stringify(what)).toString('base64url')}`

/** Undefined for legs of others. */
export function visitOf(of: string | undefined): Visit | undefined {
  if (!of?.startsWith(`${voicemail}:`)) return undefined
  try {
    return visit.parse(JSON.parse(Buffer.from(of.slice(voicemail.length + 1), 'base64url').toString()))
  } catch {
    return undefined
  }
}
