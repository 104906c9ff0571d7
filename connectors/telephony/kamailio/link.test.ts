import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { evapiLink, type Link } from './link.ts'
import { netstring, netstringReader } from './netstring.ts'

let server: Server
let port = 0
let link: Link | undefined

const hello = netstring('{"kind":"hello"}')

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterEach(async () => {
  link?.close()
  server.close()
})

async function accepted(): Promise<{ socket: Socket; said: () => Promise<string> }> {
  const [socket] = (await once(server, 'connection')) as [Socket]
  const read = netstringReader(1000)
  return { socket, said: async () => read((await once(socket, 'data'))[0])[0] ?? '' }
}

function made() {
  const seen: string[] = []
  const changed = { next: Promise.withResolvers<string>() }
  const turn = (word: string) => {
    changed.next.resolve(word)
    changed.next = Promise.withResolvers()
  }
  link = evapiLink({
    host: '127.0.0.1',
    port,
    role: 'decisions',
    received(text) {
      seen.push(text)
      turn(text)
    },
    up: () => turn('up'),
    down: () => turn('down'),
  })
  return { link, seen, next: () => changed.next.promise }
}

test('says hello, is up when Kamailio says so, and comes back by itself', async () => {
  const { link: mine, next } = made()
  const connection = accepted()
  mine.open()
  const first = await connection
  expect(JSON.parse(await first.said())).toEqual({ verb: 'hello', role: 'decisions' })
  expect(mine.isUp).toBe(false)
  const up = next()
  first.socket.write(hello)
  expect(await up).toBe('up')
  expect(mine.isUp).toBe(true)
  const [down, reconnected] = [next(), accepted()]
  first.socket.destroy()
  expect(await down).toBe('down')
  const second = await reconnected
  const again = next()
  second.socket.write(hello)
  expect(await again).toBe('up')
  const gone = once(second.socket.resume(), 'end')
  mine.close()
  expect(mine.isUp).toBe(false)
  await gone
})

test('nonsense ends the connection, and a new one is made', async () => {
  const { link: mine, seen } = made()
  const connection = accepted()
  mine.open()
  const { socket } = await connection
  const reconnected = accepted()
  socket.write('nonsense')
  await reconnected
  expect(seen).toEqual([])
})

test('what is too long for Kamailio is not sent, nor anything without a connection', async () => {
  const { link: mine, next } = made()
  expect(mine.send({ verb: 'reject' })).toBe(false)
  const connection = accepted()
  mine.open()
  const { socket } = await connection
  const up = next()
  socket.write(hello)
  await up
  expect(mine.send({ context: 'x'.repeat(20_000) })).toBe(false)
  expect(mine.send({ context: 'x' })).toBe(true)
})
