/** A door before a CalDAV or CardDAV server, that counts who is inside and can be shut. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { Health } from '../../connectors/calendar/fake-account.ts'

export interface Front {
  /** "http://127.0.0.1:21501/". */
  readonly url: string
  /** "127.0.0.1:21501". */
  readonly host: string
  become(health: Health, retryAfter?: number): void
  /** As a server that has thrown its history away answers once (RFC 6578 section 3.2). */
  forgetTokens(): void
  readonly atOnce: number
  readonly requests: number
  stop(): Promise<void>
}

const forgotten = '<?xml version="1.0"?><error xmlns="DAV:"><valid-sync-token /></error>'

export async function frontOf(port: number): Promise<Front> {
  const state = { health: 'well' as Health, retryAfter: undefined as number | undefined, forgets: false }
  let [requests, under, atOnce] = [0, 0, 0]
  const say = (response: ServerResponse, status: number, headers: object, body = '') =>
    response.writeHead(status, { ...headers }).end(body)

  async function answer(from: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await from.toArray())
    const { health, retryAfter } = state
    if (health === 'refused') return void say(response, 401, { 'www-authenticate': 'Basic realm="calendars"' })
    if (health === 'unavailable')
      return void say(response, 503, retryAfter ? { 'retry-after': String(retryAfter) } : {})
    if (state.forgets && body.includes('sync-collection')) {
      state.forgets = false
      return void say(response, 403, { 'content-type': 'application/xml' }, forgotten)
    }
    const { method, url: path, headers } = from
    const going = request({ host: '127.0.0.1', port, method, path, headers })
    going.end(body)
    const [back] = (await once(going, 'response')) as [IncomingMessage]
    response.writeHead(back.statusCode ?? 500, back.headers)
    response.end(Buffer.concat(await back.toArray()))
  }

  const server = createServer((from, response) => {
    requests++
    atOnce = Math.max(atOnce, ++under)
    response.on('close', () => under--)
    answer(from, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    ...{ host, url: `http://${host}/` },
    become: (health, retryAfter) => void Object.assign(state, { health, retryAfter }),
    forgetTokens() {
      state.forgets = true
    },
    get atOnce() {
      return atOnce
    },
    get requests() {
      return requests
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
