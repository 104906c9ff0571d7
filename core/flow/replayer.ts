/**
 * Replays run in a thread of their own, which reads the database by itself and yields to all others: the hub's event loop carries calls.
 * One at a time; others wait.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import pLimit from 'p-limit'
import { definePort } from '../define.ts'
import type { ReplayCounts, Replayed } from './replay.ts'
import type { Rule } from './rule.ts'
import type { RuleOwner } from './rule-store.ts'

export interface ReplayRequest {
  readonly owner: RuleOwner
  /** In place of the owner's rules in force; without them: with those in force. */
  readonly rules?: readonly Rule[] | undefined
  readonly from: Date
  /** Not included. */
  readonly to: Date
  /** Differences told in full; they are counted beyond it. */
  readonly most: number
}

/** What the thread tells. */
export interface ReplayNews {
  /** Decisions looked at, and how many there are. */
  readonly done: number
  readonly of: number
  readonly counts: ReplayCounts
  /** Since the last news. */
  readonly differences: readonly Replayed[]
}

/** What the thread is given. */
export interface ReplayData {
  readonly request: ReplayRequest
  readonly database: { readonly url: string | undefined; readonly file: string }
  /** Ids of the plugins that the hub has. */
  readonly plugins: readonly string[]
}

export interface Replayer {
  /** Resolves when all is decided. Rejects with the signal's reason, and with what went wrong in the thread. */
  run(request: ReplayRequest, hear: (news: ReplayNews) => void, signal: AbortSignal): Promise<void>
}

export const replayer = definePort<Replayer>('core.replayer')

/** `entry`: the module that the thread runs. */
export function openReplayer(entry: URL, about: Omit<ReplayData, 'request'>): Replayer {
  const oneAtATime = pLimit(1)

  async function runs(request: ReplayRequest, hear: (news: ReplayNews) => void, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const workerData: ReplayData = { ...about, request }
    const worker = new Worker(entry, { workerData, resourceLimits: { maxOldGenerationSizeMb: 1024 } })
    worker.on('message', hear)
    const cancel = () => void worker.terminate()
    signal.addEventListener('abort', cancel)
    try {
      // Rejects with the thread's error.
      const [code] = (await once(worker, 'exit')) as [number]
      signal.throwIfAborted()
      if (code !== 0) throw new Error(`the thread of a replay ended with ${code}`)
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }

  return { run: (request, hear, signal) => oneAtATime(() => runs(request, hear, signal)) }
}
