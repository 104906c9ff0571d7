import { z } from 'zod'
import { defineLive } from '../../../core/define.ts'

export const trunkState = z.object({
  /** To OPTIONS; `unknown`: not asked yet. */
  answers: z.enum(['yes', 'no', 'unknown']),
  /** Of a trunk by registration. */
  registered: z.boolean().optional(),
  /** ISO 8601 UTC: since when it is so. */
  since: z.iso.datetime(),
})
export type TrunkState = z.infer<typeof trunkState>

const state = z.record(z.string(), trunkState)

export const trunkStates = defineLive<Record<string, TrunkState>, { id: string; state: TrunkState | null }>({
  name: 'trunks.states',
  allow: 'administrator',
  state,
  message: z.object({ id: z.string(), state: trunkState.nullable() }),
  apply(states, { id, state: now }) {
    if (now) states[id] = now
    else delete states[id]
  },
})
