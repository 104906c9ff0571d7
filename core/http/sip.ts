/**
 * SIP over WebSocket (RFC 7118) is passed on raw to the signalling server on this machine, which does the upgrade itself and
 * authenticates every request: what passes here is bytes. Of the request only what the handshake needs goes on (RFC 6455
 * section 4.1): no cookie, and nothing that could be taken for an identity.
 */
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Sessions } from '../access/sessions.ts'
import { refuse, type UpgradeHandler } from './upgrade.ts'

const passed = [
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-protocol',
  'sec-websocket-extensions',
] as const
const connectingFor = 5_000

export function sipPassThrough(
  sessions: Sessions,
  to: { readonly host: string; readonly port: number },
): UpgradeHandler {
  return ({ request, socket, head, session }) => {
    if (request.headers['sec-websocket-protocol'] !== 'sip') return refuse(socket, 400)
    const server = connect({ ...to, noDelay: true, keepAlive: true })
    const late = setTimeout(() => server.destroy(new Error('no connection')), connectingFor)
    const stopListening = sessions.onEnd(session, () => end())

    server.once('connect', () => {
      clearTimeout(late)
      const handshake = passed.flatMap(name =>
        request.headers[name] ? [`${name}: ${String(request.headers[name])}`] : [],
      )
      const first = ['GET / HTTP/1.1', `Host: ${to.host}:${to.port}`, 'Upgrade: websocket', 'Connection: Upgrade']
      server.write([...first, ...handshake, '', ''].join('\r\n'))
      if (head.length > 0) server.write(head)
      join(socket, server)
    })
    server.once('error', () => {
      // Before anything was passed back, the browser can still be told why.
      if (server.bytesRead === 0 && socket.writable) refuse(socket, 503)
      else end()
    })
    socket.once('close', end)
    server.once('close', () => {
      if (server.bytesRead > 0) end()
    })

    function end(): void {
      clearTimeout(late)
      stopListening()
      server.destroy()
      socket.destroy()
    }
  }
}

/** Both ways, at the pace of the slower side. What one side sent before it closed still arrives at the other. */
function join(browser: Duplex, server: Duplex): void {
  browser.pipe(server)
  server.pipe(browser)
}
