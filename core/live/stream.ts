/**
 * One instance of a view (of an organisation and key): its messages in order, those who follow it, and the last messages for whoever
 * comes back. Texts are made once for all.
 */
import { randomUUID } from 'node:crypto'
import type { FromServer } from './protocol.ts'

/** Whoever follows: takes a frame's text. */
export type Follower = (text: Buffer) => void

export interface Stream {
  /** Calls all followers. */
  tell(message: unknown): void
  /**
   * Brings a follower up to date, and from there on it gets every message once. Following again starts anew. Rejects when the
   * source can't give a snapshot.
   */
  follow(
    follower: Follower,
    from?: { readonly epoch?: string | undefined; readonly seq?: number | undefined },
  ): Promise<void>
  leave(follower: Follower): void
  /** What was told may not be all that happened. Gives the followers, who have to follow anew and will get a snapshot. */
  restart(): Follower[]
  followers(): number
}

export interface StreamOptions {
  readonly view: string
  readonly snapshot: () => unknown
  /** How many messages are kept for whoever comes back. */
  readonly kept: number
}

// A source that waits (for a database) is asked again when a message came meanwhile: whether its answer has that message is unknown.
const triesAtMost = 20

export function openStream({ view, snapshot, kept }: StreamOptions): Stream {
  let epoch = randomUUID()
  let seq = 0
  /** The last messages; the newest has number `seq`. */
  const last: Buffer[] = []
  const following = new Set<Follower>()
  // Who asked and is not up to date yet. Asking again, or leaving, makes the earlier asking void.
  const asking = new Map<Follower, object>()
  let shared: Taken | undefined
  let underway: Promise<Taken> | undefined

  async function takeSnapshot(): Promise<Taken> {
    for (let tries = 0; tries < triesAtMost; tries += 1) {
      const [before, of] = [seq, epoch]
      const answer = snapshot()
      // One that doesn't wait is true of this very moment.
      const state = answer instanceof Promise ? await answer : answer
      if (before !== seq || of !== epoch) continue
      shared = { text: frame({ type: 'snapshot', view, epoch, seq, state }) }
      return shared
    }
    throw new Error(`${view}: messages come faster than a snapshot can be taken`)
  }

  /** A thousand clients that come back at once share one. */
  function currentSnapshot(): Taken | Promise<Taken> {
    if (shared) return shared
    underway ??= takeSnapshot().finally(() => {
      underway = undefined
    })
    return underway
  }

  function resume(follower: Follower, from: number): boolean {
    const missing = seq - from
    if (missing < 0 || missing > last.length) return false
    follower(frame({ type: 'resumed', view, epoch, seq: from }))
    for (const text of missing === 0 ? [] : last.slice(-missing)) follower(text)
    return true
  }

  return {
    tell(message) {
      seq += 1
      shared = undefined
      const text = frame({ type: 'message', view, seq, message })
      last.push(text)
      if (last.length > kept) last.shift()
      for (const follower of following) follower(text)
    },

    async follow(follower, from = {}) {
      following.delete(follower)
      const request = {}
      asking.set(follower, request)
      try {
        if (from.epoch === epoch && from.seq !== undefined && resume(follower, from.seq)) {
          following.add(follower)
          return
        }
        for (let tries = 0; tries < triesAtMost; tries += 1) {
          const taken = await currentSnapshot()
          if (asking.get(follower) !== request) return
          // Awaiting may have let a message by, which makes it no longer the one to share.
          if (taken !== shared) continue
          follower(taken.text)
          following.add(follower)
          return
        }
        throw new Error(`${view}: messages come faster than a snapshot can be handed over`)
      } finally {
        if (asking.get(follower) === request) asking.delete(follower)
      }
    },

    leave(follower) {
      following.delete(follower)
      asking.delete(follower)
    },
    restart() {
      epoch = randomUUID()
      seq = 0
      last.length = 0
      shared = undefined
      const all = [...following]
      following.clear()
      return all
    },
    followers: () => following.size + asking.size,
  }
}

interface Taken {
  readonly text: Buffer
}

const frame = (frame: FromServer) => Buffer.from(JSON.stringify(frame))
