/** The replay of a desk: the button in the head starts it, the panel to the right shows it. */
import { type Signal, signal } from '@preact/signals'
import type { App } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { now, zone } from '../../../../ui/clock.ts'
import { cancelReplay, type Replay, readReplay, startReplay } from '../../contract/replay.ts'
import type { Desk } from '../desk/desk.ts'
import { type Span, timeOf } from './span.ts'

export interface Run {
  readonly span: Signal<Span>
  readonly replay: Signal<Replay | undefined>
  /** Why there is none, in the user's language. */
  readonly problem: Signal<string | undefined>
  start(): Promise<void>
  cancel(): Promise<void>
}

const askEveryMs = 400
const runs = new WeakMap<Desk, Run>()

export function runOf(desk: Desk, { api }: Pick<App, 'api'>): Run {
  const before = runs.get(desk)
  if (before) return before
  const span = signal<Span>('yesterday')
  const replay = signal<Replay>()
  const problem = signal<string>()
  let wanted = 0

  async function follow(id: string, mine: number): Promise<void> {
    while (mine === wanted) {
      const found = await api.call(readReplay, { id })
      if (mine !== wanted) return
      replay.value = found
      if (found.state !== 'running') return
      await new Promise(resolve => setTimeout(resolve, askEveryMs))
    }
  }

  const run: Run = {
    ...{ span, replay, problem },
    async start() {
      wanted += 1
      const mine = wanted
      desk.right.value = 'replay'
      problem.value = undefined
      replay.value = undefined
      try {
        const rules = desk.draft.peek()?.rules
        const asked = { owner: desk.whose, ...(rules && { rules }), ...timeOf(span.peek(), now.peek(), zone.peek()) }
        const { id } = await api.call(startReplay, asked)
        await follow(id, mine)
      } catch (error) {
        if (mine === wanted) problem.value = problemOf(error)
      }
    },
    async cancel() {
      const id = replay.peek()?.id
      if (id === undefined) return
      try {
        await api.call(cancelReplay, { id })
      } catch (error) {
        problem.value = problemOf(error)
      }
    },
  }
  runs.set(desk, run)
  return run
}
