/** Live views: a WebSocket at /live that gives each client a snapshot and then every message after it. */
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { WebSocketServer } from 'ws'
import { type Features, refusal } from '../access/may.ts'
import type { Sessions } from '../access/sessions.ts'
import type { LiveDefinition } from '../define.ts'
import type { Http } from '../http/index.ts'
import type { Upgrade } from '../http/upgrade.ts'
import type { LiveSource, Tell, Who } from '../hub.ts'
import { liveSockets } from '../metrics.ts'
import type { Lexicon } from '../words.ts'
import { closing, type FromClient } from './protocol.ts'
import { type LiveSocket, openLiveSocket } from './socket.ts'
import { type Follower, openStream, type Stream } from './stream.ts'

export interface LiveOptions {
  readonly http: Pick<Http, 'onUpgrade'>
  readonly sessions: Sessions
  readonly features: Features
  readonly lexicon: Lexicon
  readonly log: Logger
  readonly metrics: Registry
  /** In production messages are believed; otherwise each is checked against its definition, and a wrong one throws. */
  readonly production: boolean
  /** Messages of a view kept for whoever comes back; 500 unless given. */
  readonly kept?: number | undefined
  /** Bytes a client may fall behind; 1 MiB unless given. */
  readonly backlog?: number | undefined
}

export interface Live {
  /** As `Hub.live`. Throws when the name is taken. */
  live<State, Message>(definition: LiveDefinition<State, Message>, source: LiveSource<State>): Tell<Message>
  /** What was told may not be all that happened (`Hub.onResync`, when all have reloaded): every client gets new snapshots. */
  resync(): void
  /** Says goodbye to all. */
  close(): Promise<void>
}

interface View {
  readonly allow: LiveDefinition['allow']
  key(who: Who): string
  /** Made when it is first followed. */
  stream(organisation: string, key: string): Stream
  /** Forgets a stream that nobody follows, some time later. */
  left(organisation: string, key: string): void
  streams(): Iterable<Stream>
}

// A reload of the page, or of the network, takes less.
const keptWithoutFollowers = 60_000
const probing = 30_000

export function openLive(options: LiveOptions): Live {
  const { http, sessions, features, lexicon, log, metrics } = options
  const views = new Map<string, View>()
  const sockets = new Set<LiveSocket>()
  const refollow = new Map<Follower, () => void>()
  const gauge = liveSockets(metrics)
  const allGone = Promise.withResolvers<void>()
  let stopping = false
  // Compression would cost each socket its own work for the same text.
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 4_096,
    clientTracking: false,
  })
  const probes = setInterval(() => {
    for (const socket of sockets) socket.probe()
  }, probing).unref()

  http.onUpgrade(
    '/live',
    upgrade =>
      server.handleUpgrade(upgrade.request, upgrade.socket, upgrade.head, ws => {
        serve(ws, upgrade)
      }),
    { perSession: 100, most: 10_000 },
  )

  function serve(ws: Parameters<typeof openLiveSocket>[0], { session }: Upgrade): void {
    const { who, language } = session
    /** What ends each subscription, by view. */
    const subscriptions = new Map<string, () => void>()
    const socket = openLiveSocket(ws, {
      log,
      backlog: options.backlog ?? 1024 * 1024,
      receive,
      closed() {
        stopListening()
        sockets.delete(socket)
        gauge.set(sockets.size)
        for (const end of subscriptions.values()) end()
        if (sockets.size === 0 && stopping) allGone.resolve()
      },
    })
    const stopListening = sessions.onEnd(session, () => socket.close(closing.accessChanged, 'access changed'))
    sockets.add(socket)
    gauge.set(sockets.size)

    function receive(frame: FromClient): void {
      if ('ping' in frame) socket.send({ type: 'pong' })
      else if ('unsubscribe' in frame) unsubscribe(frame.unsubscribe)
      else subscribe(frame)
    }

    function unsubscribe(name: string): void {
      subscriptions.get(name)?.()
      subscriptions.delete(name)
    }

    function subscribe(frame: Subscribe): void {
      const view = views.get(frame.subscribe)
      const code = view ? refusal(view.allow, who, features) : 'live.unknown-view'
      if (!view || code) {
        refuse(frame, code ?? 'live.unknown-view')
        return
      }
      unsubscribe(frame.subscribe)
      const [organisation, key] = [who.organisation, view.key(who)]
      const stream = view.stream(organisation, key)
      const follower: Follower = text => socket.sendText(text)
      const follow = (from?: Subscribe) =>
        stream.follow(follower, from).catch((error: unknown) => {
          log.error({ err: error, view: frame.subscribe }, 'live.unavailable')
          refuse(frame, 'live.unavailable')
          unsubscribe(frame.subscribe)
        })
      refollow.set(follower, () => void follow())
      subscriptions.set(frame.subscribe, () => {
        stream.leave(follower)
        refollow.delete(follower)
        if (stream.followers() === 0) view.left(organisation, key)
      })
      void follow(frame)
    }

    function refuse({ subscribe: view, id }: Subscribe, code: string): void {
      const message = lexicon.say(language, code) ?? code
      socket.send({ type: 'refused', view, id, error: { code, message } })
    }
  }

  return {
    live<State, Message>(definition: LiveDefinition<State, Message>, source: LiveSource<State>): Tell<Message> {
      const { name, allow } = definition
      if (views.has(name)) throw new Error(`There is a live view named ${name} already`)
      const streams = new Map<string, Stream>()
      const address = (organisation: string, key: string) => `${organisation}/${key}`
      views.set(name, {
        allow,
        key: who => source.key?.(who) ?? '',
        stream(organisation, key) {
          const found = streams.get(address(organisation, key))
          if (found) return found
          const snapshot = () => source.snapshot(organisation, key)
          const stream = openStream({ view: name, snapshot, kept: options.kept ?? 500 })
          streams.set(address(organisation, key), stream)
          return stream
        },
        left(organisation, key) {
          const stream = streams.get(address(organisation, key))
          setTimeout(() => {
            if (stream?.followers() === 0 && streams.get(address(organisation, key)) === stream) {
              streams.delete(address(organisation, key))
            }
          }, keptWithoutFollowers).unref()
        },
        streams: () => streams.values(),
      })
      return ({ organisation, key = '' }, message) => {
        if (!options.production) definition.message.parse(message)
        streams.get(address(organisation, key))?.tell(message)
      }
    },

    resync() {
      for (const view of views.values()) {
        for (const stream of view.streams()) for (const follower of stream.restart()) refollow.get(follower)?.()
      }
    },

    async close() {
      stopping = true
      clearInterval(probes)
      for (const socket of sockets) socket.close(closing.stopping, 'the hub stops')
      if (sockets.size === 0) return
      const patience = setTimeout(allGone.resolve, 1_000)
      await allGone.promise
      clearTimeout(patience)
    },
  }
}

type Subscribe = Extract<FromClient, { subscribe: string }>
