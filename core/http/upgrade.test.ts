import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { signOut } from '../access/contract.ts'
import { type Browser, openTestHub } from './harness.ts'

/** Stands in for Kamailio: takes the upgrade, and sends back what it gets. */
let kamailio: Server
let asked: { url: string | undefined; headers: IncomingHttpHeaders }[]
let joined: { socket: WebSocket; raw: Socket }[]
let hub: Awaited<ReturnType<typeof openTestHub>>
let anna: Browser

beforeEach(async () => {
  asked = []
  joined = []
  kamailio = createServer()
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'sip' })
  kamailio.on('upgrade', (request, raw: Socket, head) => {
    asked.push({ url: request.url, headers: request.headers })
    sockets.handleUpgrade(request, raw, head, socket => {
      joined.push({ socket, raw })
      socket.on('message', (data, binary) => socket.send(data, { binary }))
      kamailio.emit('joined')
    })
  })
  kamailio.listen(0, '127.0.0.1')
  await once(kamailio, 'listening')
  const address = kamailio.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  hub = await openTestHub({ sip: { host: '127.0.0.1', port: address.port } })
  anna = hub.browser()
  await anna.signIn('anna@norrsken.example')
})
afterEach(async () => {
  await hub.close()
  for (const { socket } of joined) socket.terminate()
  kamailio.close()
})

/** The HTTP status that the upgrade was refused with. */
async function refusal(socket: WebSocket): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>()
  socket.on('unexpected-response', (request, response) => {
    resolve(response.statusCode)
    request.destroy()
  })
  socket.on('open', () => resolve(undefined))
  socket.on('error', () => {})
  const status = await promise
  socket.terminate()
  return status
}
const sip = (browser: Browser, options: Parameters<Browser['webSocket']>[1] = {}) =>
  browser.webSocket('/sip', { protocol: 'sip', ...options })

describe.each(['/live', '/sip'])('%s', path => {
  const open = (options: Parameters<Browser['webSocket']>[1] = {}) =>
    anna.webSocket(path, { protocol: 'sip', ...options })

  test('opens for our own page and somebody signed in', async () => {
    expect(await refusal(open())).toBeUndefined()
  })

  test.each([
    ['https://evil.example', 403],
    ['null', 403],
    [null, 403],
  ])('is closed to a page of %s', async (origin, status) => {
    expect(await refusal(open({ origin }))).toBe(status)
    expect(asked).toEqual([])
  })

  test('is closed to who is not signed in', async () => {
    expect(await refusal(open({ cookie: 'svara=made-up' }))).toBe(401)
    expect(await refusal(hub.browser().webSocket(path, { protocol: 'sip' }))).toBe(401)
    expect(asked).toEqual([])
  })
})

test('an upgrade of another address is refused', async () => {
  expect(await refusal(anna.webSocket('/other'))).toBe(404)
})

describe('SIP over WebSocket', () => {
  test('is passed on both ways, text and binary, large and small', async () => {
    const socket = sip(anna)
    await once(socket, 'open')
    expect(socket.protocol).toBe('sip')
    for (const sent of ['REGISTER sip:norrsken.svara.localhost SIP/2.0\r\n\r\n', 'å'.repeat(60_000)]) {
      socket.send(sent)
      const [data] = await once(socket, 'message')
      expect(String(data)).toBe(sent)
    }
    socket.terminate()
  })

  test('nothing of the request goes on but the handshake', async () => {
    const url = `${hub.origin.replace('http', 'ws')}/sip?p=1`
    const socket = new WebSocket(url, 'sip', {
      headers: {
        cookie: anna.cookie(),
        origin: hub.origin,
        'p-asserted-identity': '<sip:112@svara.localhost>',
        'x-forwarded-for': '10.0.0.1',
        authorization: 'Bearer x',
      },
    })
    await once(socket, 'open')
    expect(asked[0]?.url).toBe('/')
    expect(Object.keys(asked[0]?.headers ?? {}).sort()).toEqual([
      'connection',
      'host',
      'sec-websocket-extensions',
      'sec-websocket-key',
      'sec-websocket-protocol',
      'sec-websocket-version',
      'upgrade',
    ])
    socket.terminate()
  })

  test('both ends close together', async () => {
    const one = sip(anna)
    await once(one, 'open')
    const here = joined[0]
    if (!here) throw new Error('not joined')
    const gone = once(here.raw, 'close')
    one.terminate()
    await gone
    expect(here.raw.destroyed).toBe(true)

    const two = sip(anna)
    await once(two, 'open')
    const closed = once(two, 'close')
    joined[1]?.raw.destroy()
    await closed
    expect(two.readyState).toBe(WebSocket.CLOSED)
  })

  test('ends with the session', async () => {
    const socket = sip(anna)
    await once(socket, 'open')
    const closed = once(socket, 'close')
    await anna.api.call(signOut, { all: true })
    await closed
    expect(await refusal(sip(anna, { cookie: anna.cookie() }))).toBe(401)
  })

  test('other protocols are refused, and 503 says that the signalling is away', async () => {
    expect(await refusal(anna.webSocket('/sip'))).toBe(400)
    kamailio.close()
    await once(kamailio, 'close')
    expect(await refusal(sip(anna))).toBe(503)
  })

  test('a session has twenty at most', async () => {
    const sockets = Array.from({ length: 20 }, () => sip(anna))
    await Promise.all(sockets.map(socket => once(socket, 'open')))
    expect(await refusal(sip(anna))).toBe(429)
    const [first] = sockets
    if (!first) throw new Error('none')
    const gone = once(joined[0]?.raw ?? first, 'close')
    for (const socket of sockets) socket.terminate()
    await gone
  })
})

test('a client that breaks off in the middle of the handshake harms nobody', async () => {
  const socket = connect(hub.port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`GET /sip HTTP/1.1\r\nHost: 127.0.0.1:${hub.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`)
  socket.write(`Sec-WebSocket-Protocol: sip\r\nOrigin: ${hub.origin}\r\nCookie: ${anna.cookie()}\r\n\r\n`)
  socket.resetAndDestroy()
  expect((await anna.fetch('/api/session')).status).toBe(200)
})
