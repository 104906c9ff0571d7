/** What people see of calls. */
import { z } from 'zod'
import { defineLive, defineRoute } from '../../../core/define.ts'
import { outcomes } from './events.ts'
import { lineStates } from './facts.ts'

const entry = z.object({
  id: z.string(),
  startedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  direction: z.enum(['incoming', 'outgoing']),
  /** The other side as this person may see it; no number where it is hidden. */
  other: z.object({
    name: z.string().optional(),
    number: z.string().optional(),
    person: z.string().optional(),
    hidden: z.boolean(),
  }),
  outcome: z.enum(outcomes).optional(),
  seconds: z.number().int(),
})
export type CallEntry = z.infer<typeof entry>

export const callLog = defineRoute({
  method: 'GET',
  path: '/calls',
  allow: 'member',
  input: z.object({ before: z.iso.datetime().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({ calls: z.array(entry) }),
  say: 'My calls, newest first',
})

export const whyCall = defineRoute({
  method: 'GET',
  path: '/calls/:id/why',
  allow: 'member',
  input: z.object({ id: z.string() }),
  output: z.object({
    decisions: z.array(
      z.object({
        id: z.string(),
        at: z.iso.datetime(),
        event: z.string(),
        outcome: z.string(),
        tried: z.array(
          z.object({
            rule: z.string(),
            stage: z.string(),
            scope: z.string(),
            outcome: z.string(),
            sentence: z.string(),
          }),
        ),
        also: z.array(z.string()),
        milliseconds: z.number(),
      }),
    ),
  }),
  say: 'Why did this call go there? One trace for each time the rules were asked.',
})

/** Line state of every person, by person id; who is idle is absent. */
export const lines = defineLive({
  name: 'calls.lines',
  allow: 'member',
  state: z.object({
    lines: z.record(z.string(), z.enum(lineStates)),
    reachable: z.record(z.string(), z.literal(true)),
  }),
  message: z.object({ person: z.string(), line: z.enum(lineStates), reachable: z.boolean() }),
  apply(state, { person, line, reachable }) {
    if (line === 'idle') delete state.lines[person]
    else state.lines[person] = line
    if (reachable) state.reachable[person] = true
    else delete state.reachable[person]
  },
})

/** A person's own calls, newest first: those going on and the last fifty. */
export const myCalls = defineLive({
  name: 'calls.mine',
  allow: 'member',
  state: z.object({ calls: z.array(entry) }),
  message: z.object({ call: entry }),
  apply(state, { call: changed }) {
    const at = state.calls.findIndex(({ id }) => id === changed.id)
    if (at >= 0) state.calls[at] = changed
    else state.calls.unshift(changed)
    state.calls.length = Math.min(state.calls.length, 50)
  },
})
