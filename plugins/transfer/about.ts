/** What a leg carries along of why it is a leg: a hub that restarts knows from the legs alone what is parked. */
import { z } from 'zod'

const parked = z.object({
  kind: z.literal('parked'),
  organisation: z.string(),
  call: z.string(),
  slot: z.number().int(),
  name: z.string().optional(),
  number: z.string().optional(),
  by: z.string(),
  since: z.iso.datetime(),
})
export type About = z.infer<typeof parked>

/** Of both: whoever takes a call that rings, and the call. */
const taking = z.object({
  kind: z.literal('taking'),
  call: z.string(),
  /** SIP Call-ID of what rings, and of whoever takes it. */
  callId: z.string(),
  own: z.string(),
  person: z.string(),
})
type TakingAbout = z.infer<typeof taking>

export const id = 'transfer'
export const pack = (of: About | TakingAbout | { readonly kind: 'moved'; readonly call: string }): string =>
  `${id}:${JSON.stringify(of)}`

const unpacked = (text: string): unknown =>
  text.startsWith(`${id}:{`) ? JSON.parse(text.slice(id.length + 1)) : undefined

/** Undefined for a leg that isn't parked. */
export const parkedIn = (text: string): About | undefined => parked.safeParse(unpacked(text)).data

/** Undefined for a leg that nobody takes. */
export const takingIn = (text: string): TakingAbout | undefined => taking.safeParse(unpacked(text)).data
