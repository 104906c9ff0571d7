/**
 * The client of /live: keeps a socket, brings every view up to date after it broke, and tells who listens. Framework-free; a browser
 * can load this.
 */
import type { LiveDefinition } from '../define.ts'
import { closing, type FromClient, type FromServer, fromServer } from './protocol.ts'
import { openReplica, type Replica } from './replica.ts'

/** What is used of a WebSocket. */
export interface Socket {
  send(text: string): void
  close(): void
  addEventListener(type: 'open', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  addEventListener(type: 'close', listener: (event: { code: number }) => void): void
  addEventListener(type: 'error', listener: () => void): void
}

/** `signed-out` waits for `connect()`; `waiting` tries again by itself. */
export type Connection = 'connecting' | 'open' | 'waiting' | 'signed-out' | 'closed'

export interface LiveClientOptions {
  readonly open: () => Socket
  /** Asks the hub (GET /api/session); rejects when it can't be reached. */
  readonly signedIn: () => Promise<boolean>
  /** 0 to 1. */
  readonly random?: () => number
  /** Milliseconds: the first and the longest pause before trying again; how often to ask for a sign of life, and how long to wait for it. */
  readonly pauses?: { readonly first: number; readonly longest: number; readonly ping: number; readonly pong: number }
}

export interface LiveView<State, Message = never> {
  /** Undefined until the first snapshot. The same object is changed in place. */
  state(): State | undefined
  /** Why it was refused, in the user's language. */
  refused(): { readonly code: string; readonly message: string } | undefined
  /** Called after every change; gives what ends it. */
  onChange(listener: () => void): () => void
  /** Applies a message of one's own, ahead of the hub's. Calls no listener. */
  anticipate(message: Message): void
  /** Asks for a fresh snapshot: what was anticipated didn't come true. */
  refresh(): void
  close(): void
}

export interface LiveClient {
  view<State, Message>(definition: LiveDefinition<State, Message>): LiveView<State, Message>
  connection(): Connection
  onConnection(listener: (connection: Connection) => void): () => void
  /** Tries at once: after signing in, or when the machine is online again. */
  connect(): void
  close(): void
}

interface Subscription {
  readonly replica: Replica<unknown>
  readonly listeners: Set<() => void>
  refused: { readonly code: string; readonly message: string } | undefined
}

const usual = { first: 500, longest: 30_000, ping: 25_000, pong: 10_000 }

export function openLiveClient(options: LiveClientOptions): LiveClient {
  const { open, signedIn, random = Math.random, pauses = usual } = options
  const subscriptions = new Map<string, Subscription>()
  const watchers = new Set<(connection: Connection) => void>()
  let connection: Connection = 'closed'
  let socket: Socket | undefined
  let failures = 0
  let asked = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let heartbeat: ReturnType<typeof setTimeout> | undefined

  function become(next: Connection): void {
    if (next === connection) return
    connection = next
    for (const watcher of watchers) watcher(next)
  }

  function connect(): void {
    if (connection === 'connecting' || connection === 'open') return
    clearTimeout(retry)
    become('connecting')
    const mine = open()
    socket = mine
    // A socket that was given up on may still speak.
    const current = () => socket === mine
    mine.addEventListener('open', () => {
      if (!current()) return
      become('open')
      for (const [name, subscription] of subscriptions) subscribe(name, subscription)
      beat()
    })
    mine.addEventListener('message', ({ data }) => {
      if (current()) take(String(data))
    })
    mine.addEventListener('error', () => {})
    mine.addEventListener('close', ({ code }) => {
      if (current()) void lost(code)
    })
  }

  async function lost(code: number): Promise<void> {
    // Browsers don't tell a refused upgrade from a dead network: the hub is asked who we are.
    const doubtful = code === closing.accessChanged || connection === 'connecting'
    clearTimeout(heartbeat)
    socket = undefined
    become('waiting')
    const out = doubtful && (await signedIn().catch(() => true)) === false
    if (connection !== 'waiting' || socket) return
    if (out) return become('signed-out')
    // With jitter, so that a thousand clients of a hub that was restarted don't come at once.
    const pause = Math.min(pauses.longest, pauses.first * 2 ** failures) * (0.5 + random() / 2)
    failures += 1
    retry = setTimeout(connect, pause)
  }

  function beat(): void {
    clearTimeout(heartbeat)
    heartbeat = setTimeout(() => {
      say({ ping: true })
      heartbeat = setTimeout(() => {
        socket?.close()
        void lost(1006)
      }, pauses.pong)
    }, pauses.ping)
  }

  function say(frame: FromClient): void {
    if (connection === 'open') socket?.send(JSON.stringify(frame))
  }

  function subscribe(name: string, { replica }: Subscription): void {
    asked += 1
    say({ subscribe: name, id: asked, ...replica.ask() })
  }

  function take(text: string): void {
    beat()
    const frame = readFrame(text)
    if (!frame || frame.type === 'pong') return
    failures = 0
    const subscription = subscriptions.get(frame.view)
    if (!subscription) return
    if (frame.type === 'refused') subscription.refused = frame.error
    else {
      const effect = takeInto(subscription.replica, frame)
      if (effect === 'gap') subscribe(frame.view, subscription)
      if (effect !== 'changed') return
      subscription.refused = undefined
    }
    for (const listener of subscription.listeners) listener()
  }

  /** A message that doesn't fit (an old page, a new hub) leaves a state that can't be trusted: a snapshot mends that, once. */
  function takeInto(replica: Replica<unknown>, frame: FromServer): ReturnType<Replica<unknown>['take']> {
    try {
      return replica.take(frame)
    } catch (error) {
      if (frame.type !== 'message') throw error
      replica.forget()
      return 'gap'
    }
  }

  return {
    view<State, Message>(definition: LiveDefinition<State, Message>): LiveView<State, Message> {
      const { name } = definition
      if (subscriptions.has(name)) throw new Error(`The view ${name} is open already`)
      const replica = openReplica(definition)
      const subscription: Subscription = { replica, listeners: new Set(), refused: undefined }
      subscriptions.set(name, subscription)
      subscribe(name, subscription)
      return {
        state: () => replica.state(),
        refused: () => subscription.refused,
        onChange(listener) {
          subscription.listeners.add(listener)
          return () => subscription.listeners.delete(listener)
        },
        anticipate: message => replica.anticipate(message),
        refresh() {
          replica.forget()
          if (subscriptions.get(name) === subscription) subscribe(name, subscription)
        },
        close() {
          if (subscriptions.get(name) === subscription) subscriptions.delete(name)
          say({ unsubscribe: name })
        },
      }
    },
    connection: () => connection,
    onConnection(watcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    connect,
    close() {
      clearTimeout(retry)
      clearTimeout(heartbeat)
      const last = socket
      socket = undefined
      become('closed')
      last?.close()
    },
  }
}

function readFrame(text: string): FromServer | undefined {
  try {
    return fromServer.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
