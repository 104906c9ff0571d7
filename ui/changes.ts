/**
 * Changes that are seen before the hub has answered. One that the hub refuses is taken back with its reason; one that can't reach the hub
 * waits, and is sent when the connection is back.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import { ApiError } from '../core/http/client.ts'
import type { LiveStore, View } from './live.ts'
import type { Toasts } from './toasts.ts'
import { shellWords } from './words/index.ts'

export interface Change<State, Message> {
  /** What is changed. A later change of the same key takes the place of an earlier one. */
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
  /** Sends nothing more: another person signs in. */
  close(): void
}

interface Wish {
  readonly send: () => Promise<unknown>
  /** What the hub would say. */
  readonly message: unknown
  /** It came true, or another took its place. */
  readonly settle: () => void
  /** Shows what the hub has. */
  readonly restore: (message: unknown) => void
  readonly done: (taken: boolean) => void
}

/** One key's. At most one request is underway, so that the hub hears of wishes in their order. */
interface Line {
  wish: Wish
  sending: boolean
  /** What the hub has, as far as is known. */
  had: unknown
}

const again = 10_000

export function openChanges(live: Pick<LiveStore, 'connection'>, toasts: Toasts): Changes {
  const lines = new Map<string, Line>()
  const waiting = signal<ReadonlySet<string>>(new Set())
  let closed = false

  function mark(key: string, waits: boolean): void {
    if (waiting.peek().has(key) === waits) return
    const next = new Set(waiting.peek())
    if (waits) next.add(key)
    else next.delete(key)
    waiting.value = next
  }

  function end(key: string, taken: boolean): void {
    const line = lines.get(key)
    lines.delete(key)
    mark(key, false)
    line?.wish.done(taken)
  }

  async function attempt(key: string, line: Line): Promise<void> {
    if (line.sending || closed) return
    const { wish } = line
    line.sending = true
    const answer = await wish.send().then(
      () => 'taken' as const,
      (error: unknown) => (isAnswer(error) ? error : ('unheard' as const)),
    )
    line.sending = false
    if (closed) return
    if (answer === 'taken') line.had = wish.message
    // Another was made meanwhile: it goes next, whatever became of this one.
    if (line.wish !== wish) return attempt(key, line)
    if (answer === 'unheard') return mark(key, true)
    if (answer === 'taken') {
      wish.settle()
      return end(key, true)
    }
    wish.restore(line.had)
    toasts.problem(answer.say)
    end(key, false)
  }

  function attemptAll(): void {
    for (const key of waiting.peek()) {
      const line = lines.get(key)
      if (line) void attempt(key, line)
    }
  }

  const stops = [
    effect(() => {
      if (live.connection.value === 'open') attemptAll()
    }),
    // The connection may be there and the hub's database away.
    effect(() => {
      if (waiting.value.size === 0) return
      const timer = setInterval(attemptAll, again)
      return () => clearInterval(timer)
    }),
  ]

  return {
    waiting,
    make({ key, view, message, undo, send }) {
      const seen = view.anticipate(message)
      return new Promise(done => {
        const wish: Wish = {
          send,
          message,
          settle: () => seen.settle(),
          restore: had => seen.settle(had as typeof undo),
          done,
        }
        const line = lines.get(key)
        if (!line) {
          const begun: Line = { wish, sending: false, had: undo }
          lines.set(key, begun)
          return void attempt(key, begun)
        }
        const replaced = line.wish
        line.wish = wish
        replaced.settle()
        replaced.done(false)
        void attempt(key, line)
      })
    },
    close() {
      closed = true
      for (const stop of stops) stop()
    },
  }
}

/**
 * Whether the hub itself has answered: a proxy in between says that it is away, too. Somebody whose session has ended signs in again,
 * and then what was wished for is sent.
 */
const isAnswer = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.status < 502 && error.code !== 'access.sign-in'

/** For errors of what isn't anticipated: the hub's own words, or that it can't be reached. */
export const problemOf = (error: unknown): string => (error instanceof ApiError ? error.say : shellWords('unreachable'))
