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

export const id = 'transfer'
export const pack = (of: About | { readonly kind: 'moved'; readonly call: string }): string =>
  `${id}:${JSON.stringify(of)}`

/** Undefined for a leg that isn't parked. */
export function parkedIn(text: string): About | undefined {
  if (!text.startsWith(`${id}:{`)) return undefined
  return parked.safeParse(JSON.parse(text.slice(id.length + 1))).data
}
