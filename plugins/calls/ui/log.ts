/** The log as it is shown: the newest calls live, older ones as they were asked for. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { App } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { type CallEntry, callLog, myCalls } from '../contract.ts'

export type Older =
  /** There may be some. */
  | { readonly state: 'some' }
  | { readonly state: 'loading' }
  | { readonly state: 'none' }
  | { readonly state: 'failed'; readonly problem: string }

export interface Log {
  /** Newest first; undefined until the hub has told. */
  readonly calls: ReadonlySignal<readonly CallEntry[] | undefined>
  readonly older: ReadonlySignal<Older>
  /** Why there is none, in the hub's words. */
  refused(): string | undefined
  call(id: string): CallEntry | undefined
  /** Calls that were asked for otherwise, for `call`. */
  remember(calls: readonly CallEntry[]): void
  /** Asks for all of it again. */
  readonly again: () => void
  showOlder(): Promise<void>
}

/** As many as the live view holds, and a page of older ones. */
export const page = 50

export function openLog(app: Pick<App, 'live' | 'api'>): Log {
  const view = app.live.view(myCalls)
  const live = view.select(({ calls }) => [...calls])
  /** What came by pages, and what the live view has dropped since. */
  const kept = signal<readonly CallEntry[]>([])
  const others = signal<readonly CallEntry[]>([])
  const asked = signal<Older>({ state: 'some' })
  let before: readonly CallEntry[] = []

  effect(() => {
    const now = live.value ?? []
    const ids = idsOf(now)
    const oldest = now.length < page ? undefined : now.at(-1)
    // Not what is gone because it concerns nobody here any more.
    const pushedOut = before.filter(({ id, startedAt }) => oldest && startedAt <= oldest.startedAt && !ids.has(id))
    const joins = before.length === 0 || before.some(({ id }) => ids.has(id))
    before = now
    if (joins) kept.value = joined(pushedOut, kept.peek())
    else {
      // After a long time away what is here doesn't join the newest: calls in between would be missing.
      kept.value = []
      asked.value = { state: 'some' }
    }
  })

  const calls = computed(() => {
    const newest = live.value
    return newest && joined(newest, kept.value)
  })

  return {
    calls,
    older: computed(() => ((live.value?.length ?? 0) < page ? { state: 'none' } : asked.value)),
    refused: () => view.refused(),
    again: () => view.again(),
    call: id => calls.value?.find(one => one.id === id) ?? others.value.find(one => one.id === id),
    remember(found) {
      others.value = joined(found, others.peek()).slice(0, 500)
    },
    async showOlder() {
      const oldest = calls.peek()?.at(-1)
      if (!oldest || asked.peek().state === 'loading') return
      asked.value = { state: 'loading' }
      try {
        const answer = await app.api.call(callLog, { before: after(oldest.startedAt), limit: page })
        kept.value = joined(kept.peek(), answer.calls)
        asked.value = { state: answer.calls.length < page ? 'none' : 'some' }
      } catch (error) {
        asked.value = { state: 'failed', problem: problemOf(error) }
      }
    },
  }
}

const idsOf = (calls: readonly CallEntry[]): ReadonlySet<string> => new Set(calls.map(({ id }) => id))

/** Two calls may have begun in the same millisecond: the oldest here is asked for again. */
export const after = (startedAt: string): string => new Date(Date.parse(startedAt) + 1).toISOString()

/** Newest first, each once; `first` knows best. */
export function joined(first: readonly CallEntry[], then: readonly CallEntry[]): readonly CallEntry[] {
  const ids = idsOf(first)
  return [...first, ...then.filter(({ id }) => !ids.has(id))].toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))
}
