/** Writes behind the answer: a call can't wait for the database, so what is to be kept of it follows in bulk from a bounded queue. */
import type { Logger } from 'pino'

export interface WriteBehind<Item> {
  /** `soon`: not with the next batch but at once. */
  readonly add: (item: Item, soon?: boolean) => void
  /** Resolves when all that was added is written, or was given up. */
  readonly flush: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly waiting: number
  readonly lost: number
}

interface Limits {
  /** Items kept while the database is away; the oldest go first beyond it. */
  readonly most: number
  readonly batch: number
  readonly everyMs: number
  readonly retryMs: number
}

const usual: Limits = { most: 50_000, batch: 20, everyMs: 100, retryMs: 1000 }

export function writeBehind<Item>(
  /** All or nothing, and harmless when repeated: after an error the same items come again. */
  write: (items: readonly Item[]) => Promise<void>,
  log: Logger,
  limits: Limits = usual,
): WriteBehind<Item> {
  const queue: Item[] = []
  let lost = 0
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined
  let stopped = false

  const schedule = (ms: number) => {
    timer ??= setTimeout(() => {
      timer = undefined
      void drain()
    }, ms)
  }

  function drain(): Promise<void> {
    writing ??= round().finally(() => {
      writing = undefined
    })
    return writing
  }

  async function round(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, limits.batch)
      try {
        await write(batch)
      } catch (error) {
        queue.unshift(...batch)
        log.warn({ err: error, waiting: queue.length }, 'not written; it waits')
        if (!stopped) schedule(limits.retryMs)
        return
      }
    }
  }

  return {
    add(item, soon = false) {
      queue.push(item)
      if (queue.length > limits.most) {
        lost += 1
        queue.shift()
      }
      if (!writing) schedule(soon ? 0 : limits.everyMs)
    },
    flush: drain,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await drain()
    },
    get waiting() {
      return queue.length
    },
    get lost() {
      return lost
    },
  }
}
