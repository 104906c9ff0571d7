/** What a leg carries along of the multi-party call that it is in: from the legs alone, a hub that restarts knows them all again. */
import { z } from 'zod'

const about = z.object({
  party: z.string(),
  organisation: z.string(),
  call: z.string(),
  host: z.string(),
  startedAt: z.iso.datetime(),
  member: z.object({
    id: z.string(),
    person: z.string().optional(),
    name: z.string().optional(),
    number: z.string().optional(),
  }),
})
export type About = z.infer<typeof about>

export const id = 'multi-party'

export const pack = (of: About): string => `${id}:${JSON.stringify(of)}`

/** Undefined for a leg of somebody else's. */
export function unpack(text: string): About | undefined {
  if (!text.startsWith(`${id}:`)) return undefined
  return about.safeParse(JSON.parse(text.slice(id.length + 1))).data
}
