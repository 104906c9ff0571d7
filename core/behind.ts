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

/** Of items with the same key that wait the last alone is written. */
type Key<Item> = (item: Item) => unknown

const usual: Limits = { most: 50_000, batch: 20, everyMs: 100, retryMs: 1000 }

export function writeBehind<Item>(
  /** All or nothing, and harmless when repeated: after an error the same items come again. */
  write: (items: readonly Item[]) => Promise<void>,
  log: Logger,
  { key, ...limits }: Partial<Limits> & { readonly key?: Key<Item> | undefined } = {},
): WriteBehind<Item> {
  const { most, batch, everyMs, retryMs } = { ...usual, ...limits }
  /** Oldest first. */
  const queue = new Map<unknown, Item>()
  let lost = 0
  let timer: { readonly timeout: NodeJS.Timeout; readonly wait: number } | undefined
  let writing: Promise<boolean> | undefined
  let stopped = false
  /** Something that waits is wanted at once. */
  let urgent = false
  /** The database was away, and is tried again when it is time. */
  let away = false

  function schedule(): void {
    const wait = away ? retryMs : urgent ? 0 : everyMs
    if (stopped || writing || (timer && timer.wait <= wait)) return
    clearTimeout(timer?.timeout)
    const timeout = setTimeout(() => {
      timer = undefined
      void drain()
    }, wait)
    timer = { timeout, wait }
  }

  function drain(): Promise<boolean> {
    writing ??= round().finally(() => {
      writing = undefined
      if (queue.size > 0) schedule()
    })
    return writing
  }

  /** What waits now; false when it could not be written. What comes meanwhile waits in its turn, so that it can be replaced. */
  async function round(): Promise<boolean> {
    let left = queue.size
    away = false
    urgent = false
    while (left > 0 && queue.size > 0) {
      const items = [...queue.entries().take(batch)]
      for (const [id] of items) queue.delete(id)
      left -= items.length
      try {
        await write(items.map(([, item]) => item))
      } catch (error) {
        // What came meanwhile is newer, and stands behind.
        const newer = [...queue]
        queue.clear()
        for (const [id, item] of [...items, ...newer]) queue.set(id, item)
        log.warn({ err: error, waiting: queue.size }, 'not written; it waits')
        away = true
        return false
      }
    }
    return true
  }

  async function flush(): Promise<void> {
    while (queue.size > 0 || writing) if (!(await drain())) return
  }

  return {
    add(item, soon = false) {
      queue.set(key ? key(item) : {}, item)
      if (queue.size > most) {
        lost += 1
        queue.delete(queue.keys().next().value)
      }
      urgent ||= soon
      schedule()
    },
    flush,
    async stop() {
      stopped = true
      clearTimeout(timer?.timeout)
      await flush()
    },
    get waiting() {
      return queue.size
    },
    get lost() {
      return lost
    },
  }
}
