import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { freePort, reserve, whyNot } from './ports.ts'

test('a taken port is told from a free one, for each transport', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  expect(await whyNot('tcp', '127.0.0.1', port)).toBe(`TCP port ${port} is taken`)
  await new Promise(done => server.close(done))
  expect(await whyNot('tcp', '127.0.0.1', port)).toBeUndefined()

  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  expect(await whyNot('udp', '127.0.0.1', socket.address().port)).toBe(`UDP port ${socket.address().port} is taken`)
  socket.close()
})

test('says when the address is not of this machine', async () => {
  expect(await whyNot('udp', '192.0.2.1', 5060)).toBe('192.0.2.1 is no address of this machine')
})

test('gives different free ports, below those of outgoing connections', async () => {
  const taken = new Set<number>()
  const ports = [await freePort(['tcp'], taken), await freePort(['udp'], taken), await freePort(['tcp', 'udp'], taken)]
  expect(new Set(ports)).toEqual(taken)
  for (const port of ports) expect(port).toBeLessThan(30_000)
})

test('a port that was given is not given again on this machine', async () => {
  const port = await freePort(['tcp'], new Set())
  expect(await reserve(port)).toBe(false)
})
