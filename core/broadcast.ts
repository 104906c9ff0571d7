/** Messages between hubs: in this process at once, to the others by Redis where there is one (DESIGN.md, More than one machine). */
import type { Logger } from 'pino'
import { z } from 'zod'

export interface Broadcasts {
  channel<Message>(
    name: string,
    schema: z.ZodType<Message>,
    handle: (message: Message) => void,
  ): (message: Message) => void
  onResync(reload: () => Promise<void>): void
  start(): Promise<void>
  stop(): Promise<void>
  /** Undefined where this hub is alone. */
  connected(): boolean | undefined
}

type RedisClient = ReturnType<typeof import('redis').createClient>
interface Redis {
  readonly in: RedisClient
  readonly out: RedisClient
}

const envelope = z.object({ hub: z.string(), channel: z.string(), message: z.unknown() })
const redisChannel = 'svara'

interface Options {
  /** `redis://…`; none for a hub alone. */
  readonly url: string | undefined
  /** This hub's id: it has handled its own messages already. */
  readonly hub: string
  readonly log: Logger
}

export function broadcasts({ url, hub, log }: Options): Broadcasts {
  const handlers = new Map<string, (message: unknown) => void>()
  const reloads: (() => Promise<void>)[] = []
  let redis: Redis | undefined
  let lost = false

  function receive(text: string): void {
    const parsed = envelope.safeParse(jsonOf(text))
    if (!parsed.success || parsed.data.hub === hub) return
    handlers.get(parsed.data.channel)?.(parsed.data.message)
  }

  async function resync(): Promise<void> {
    lost = false
    for (const reload of reloads) {
      await reload().catch((error: unknown) => log.error({ err: error }, 'a projection could not be read again'))
    }
  }

  return {
    channel(name, schema, handle) {
      if (handlers.has(name)) throw new Error(`broadcast ${name} is declared twice`)
      handlers.set(name, message => {
        const parsed = schema.safeParse(message)
        if (parsed.success) handle(parsed.data)
        else log.error({ channel: name }, 'a message of another hub is not understood')
      })
      return message => {
        handle(message)
        redis?.out.publish(redisChannel, JSON.stringify({ hub, channel: name, message })).catch((error: unknown) => {
          log.warn({ err: error, channel: name }, 'other hubs did not hear of a change')
        })
      }
    },
    onResync(reload) {
      reloads.push(reload)
    },
    async start() {
      if (url === undefined) return
      // Most hubs are alone, and need not carry it.
      const { createClient } = await import('redis')
      redis = { out: createClient({ url }), in: createClient({ url }) }
      for (const client of [redis.in, redis.out]) {
        client.on('error', (error: unknown) => {
          lost = true
          log.warn({ err: error }, 'Redis is away')
        })
        await client.connect()
      }
      await redis.in.subscribe(redisChannel, receive)
      // The client subscribes again by itself; what was said in between is read from the database.
      redis.in.on('ready', () => {
        if (lost) void resync()
      })
    },
    async stop() {
      if (!redis) return
      await Promise.allSettled([redis.in.close(), redis.out.close()])
    },
    connected: () => (url === undefined ? undefined : redis?.in.isReady === true && redis.out.isReady),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
