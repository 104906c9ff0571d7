/** WebSocket upgrades (RFC 6455): only from our own pages, and only for somebody signed in. */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { tokenFrom } from '../access/cookie.ts'
import type { Session, Sessions } from '../access/sessions.ts'
import { HubError } from '../error.ts'
import type { Limits } from './limits.ts'
import { comesFromUs, type Site } from './origin.ts'

export interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  /** What the client sent right behind the request. */
  readonly head: Buffer
  readonly session: Session
}
export type UpgradeHandler = (upgrade: Upgrade) => void

export interface Upgrades {
  /** `perSession` sockets at most of one session, `most` in all. */
  on(path: string, handler: UpgradeHandler, options: { readonly perSession: number; readonly most: number }): void
  install(server: Server): void
  /** Cuts those that are still open. */
  destroy(): void
}

interface Entry {
  readonly handler: UpgradeHandler
  readonly perSession: number
  readonly most: number
  readonly open: Map<Duplex, string>
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

export interface UpgradesOptions {
  readonly sessions: Sessions
  readonly site: Site
  readonly limits: Limits
  readonly log: Logger
}

export function openUpgrades({ sessions, site, limits, log }: UpgradesOptions): Upgrades {
  const entries = new Map<string, Entry>()

  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://hub')
    const entry = entries.get(pathname)
    if (!entry) throw new HubError('http.not-found', 404)
    // A browser always says its Origin here (RFC 6455 section 10.2), and cookies go along whatever page asks.
    if (comesFromUs(request, site) !== 'yes') throw new HubError('access.origin', 403)
    const token = tokenFrom(request.headers.cookie, site.secure)
    if (token !== undefined && !sessions.holds(token)) {
      await limits.unknownSession(request.socket.remoteAddress ?? '')
    }
    const session = token === undefined ? undefined : await sessions.find(token)
    if (!session) throw new HubError('access.sign-in', 401)
    if (socket.destroyed) return
    const own = [...entry.open.values()].filter(id => id === session.id).length
    if (own >= entry.perSession) throw new HubError('http.too-many', 429)
    if (entry.open.size >= entry.most) throw new HubError('http.too-many', 503)
    entry.open.set(socket, session.id)
    socket.once('close', () => entry.open.delete(socket))
    entry.handler({ request, socket, head, session })
  }

  return {
    on(path, handler, { perSession, most }) {
      if (entries.has(path)) throw new Error(`Upgrades of ${path} are taken`)
      entries.set(path, { handler, perSession, most, open: new Map() })
    },
    install(server) {
      server.on('upgrade', (request, socket, head) => {
        // Node leaves the socket without a listener, and an unheard error would end the process.
        socket.on('error', () => socket.destroy())
        admit(request, socket, head).catch((error: unknown) => {
          const status = error instanceof HubError ? error.status : 500
          if (status === 500) log.error({ err: error }, 'an upgrade failed')
          refuse(socket, status)
        })
      })
    },
    destroy() {
      for (const { open } of entries.values()) for (const socket of open.keys()) socket.destroy()
    },
  }
}

/** Answers an upgrade by a plain HTTP status, and closes. */
export function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${reasons[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  socket.once('finish', () => socket.destroy())
}
