/**
 * Changes that are seen before the hub has answered. One that the hub refuses is taken back with its reason; one that can't reach
 * the hub waits, and is sent when the connection is back.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import { ApiError } from '../core/http/client.ts'
import type { LiveStore, View } from './live.ts'
import type { Toasts } from './toasts.ts'
import { shellWords } from './words/index.ts'

export interface Change<State, Message> {
  /** A later change of the same key takes the place of one that waits. */
  readonly key: string
  readonly view: View<State, Message>
  /** What the hub will say. */
  readonly message: Message
  /** What takes it back. */
  readonly undo: Message
  readonly send: () => Promise<unknown>
}

export interface Changes {
  /** True when the hub took it, false when it refused (the reason has been said) or it was replaced. Waits while the hub is out of reach. */
  make<State, Message>(change: Change<State, Message>): Promise<boolean>
  /** Keys of what waits to be sent. */
  readonly waiting: ReadonlySignal<ReadonlySet<string>>
}

interface Entry {
  readonly send: () => Promise<unknown>
  /** It came true, or another took its place. */
  readonly settle: () => void
  readonly undo: () => void
  /** What the hub still has, should it refuse. */
  readonly before: unknown
  readonly done: (taken: boolean) => void
}

const again = 10_000

export function openChanges(live: Pick<LiveStore, 'connection'>, toasts: Toasts): Changes {
  const entries = new Map<string, Entry>()
  const waiting = signal<ReadonlySet<string>>(new Set())

  function mark(key: string, waits: boolean): void {
    if (waiting.peek().has(key) === waits) return
    const next = new Set(waiting.peek())
    if (waits) next.add(key)
    else next.delete(key)
    waiting.value = next
  }

  async function attempt(key: string, entry: Entry): Promise<void> {
    try {
      await entry.send()
    } catch (error) {
      if (entries.get(key) !== entry) return
      // Not the hub's answer: nobody answered, or a proxy in between did.
      if (!(error instanceof ApiError) || error.status >= 502) return mark(key, true)
      entries.delete(key)
      mark(key, false)
      entry.undo()
      toasts.problem(error.say)
      return entry.done(false)
    }
    entry.settle()
    if (entries.get(key) !== entry) return
    entries.delete(key)
    mark(key, false)
    entry.done(true)
  }

  function attemptAll(): void {
    for (const key of waiting.peek()) {
      const entry = entries.get(key)
      if (entry) void attempt(key, entry)
    }
  }

  effect(() => {
    if (live.connection.value === 'open') attemptAll()
  })
  // The connection may be there and the hub's database away.
  effect(() => {
    if (waiting.value.size === 0) return
    const timer = setInterval(attemptAll, again)
    return () => clearInterval(timer)
  })

  return {
    waiting,
    make({ key, view, message, undo, send }) {
      const replaced = entries.get(key)
      const before = replaced ? (replaced.before as typeof undo) : undo
      const seen = view.anticipate(message)
      replaced?.settle()
      replaced?.done(false)
      return new Promise(done => {
        const entry: Entry = { send, settle: () => seen.settle(), undo: () => seen.settle(before), before, done }
        entries.set(key, entry)
        void attempt(key, entry)
      })
    },
  }
}

/** For errors of what isn't anticipated: the hub's own words, or that it can't be reached. */
export const problemOf = (error: unknown): string => (error instanceof ApiError ? error.say : shellWords('unreachable'))
