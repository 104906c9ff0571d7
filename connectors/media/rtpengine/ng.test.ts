import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { ping, playMedia } from './commands.ts'
import { decode } from './dictionary.ts'
import { ngClient } from './ng.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** What rtpengine's place does with each datagram; `cookie` and the decoded command are given. */
async function standIn(answer: (socket: Socket, from: RemoteInfo, cookie: string, content: unknown) => void) {
  const socket = createSocket('udp4')
  socket.on('message', (message, from) => {
    const space = message.indexOf(' ')
    answer(socket, from, message.toString('latin1', 0, space), decode(message.subarray(space + 1)))
  })
  await new Promise<void>(resolve => socket.bind(0, '127.0.0.1', resolve))
  closing.push(() => void socket.close())
  const ng = await ngClient({ host: '127.0.0.1', port: (socket.address() as AddressInfo).port })
  closing.push(() => ng.close())
  return ng
}

test('sends again under the same cookie until it is answered', async () => {
  const cookies: string[] = []
  const ng = await standIn((socket, from, cookie) => {
    cookies.push(cookie)
    if (cookies.length === 3) socket.send(`${cookie} d6:result4:ponge`, from.port)
  })
  expect(await ng.send({ command: 'ping' })).toEqual({ result: 'pong' })
  expect(cookies).toHaveLength(3)
  expect(new Set(cookies).size).toBe(1)
})

test('passes over what is no reply, and replies to nobody', async () => {
  const ng = await standIn((socket, from, cookie) => {
    const junk = ['', ' ', cookie, `${cookie} `, `${cookie} le`, `${cookie} d6:result`, 'stranger d6:result2:oke']
    for (const message of [...junk, `${cookie} d6:result4:ponge`]) socket.send(message, from.port)
  })
  expect(await ng.send({ command: 'ping' })).toEqual({ result: 'pong' })
})

test('gives each its own reply, in whatever order they come', async () => {
  const kept: (() => void)[] = []
  const ng = await standIn((socket, from, cookie, content) => {
    const text = JSON.stringify(content)
    kept.push(() => socket.send(`${cookie} d4:echo${Buffer.byteLength(text)}:${text}e`, from.port))
    if (kept.length === 3) for (const reply of kept.reverse()) reply()
  })
  const names = ['å', 'ä', 'ö']
  const replies = await Promise.all(names.map(name => ng.send({ command: 'play media', file: name })))
  expect(replies.map(reply => JSON.parse(String(reply.echo)))).toEqual(
    names.map(file => ({ command: 'play media', file })),
  )
})

test('gives up when nobody answers, and when it is closed', async () => {
  const ng = await standIn(() => {})
  await expect(ng.send({ command: 'ping' })).rejects.toMatchObject({
    code: 'media.unavailable',
    details: { reason: 'time-out' },
  })
  const waiting = ng.send({ command: 'ping' })
  await ng.close()
  await expect(waiting).rejects.toMatchObject({ code: 'media.unavailable', details: { reason: 'closed' } })
  await expect(ng.send({ command: 'ping' })).rejects.toMatchObject({ code: 'media.unavailable' })
})

test('a command that does not fit a datagram fails at once', async () => {
  const ng = await standIn(() => {})
  await expect(ng.send({ command: 'offer', sdp: 'x'.repeat(70_000) })).rejects.toMatchObject({
    code: 'media.unavailable',
    details: { reason: expect.stringContaining('EMSGSIZE') },
  })
})

test('a refusal carries the reason, and a reply without what was asked for is one', async () => {
  const replies = ['d6:result5:error12:error-reason7:no filee', 'd6:result2:oke', 'd6:result4:ponge']
  const ng = await standIn((socket, from, cookie) => socket.send(`${cookie} ${replies.shift()}`, from.port))
  const side = { callId: 'a', fromTag: 'b' }
  await expect(playMedia(ng, side, '/a.mp3')).rejects.toMatchObject({
    code: 'media.refused',
    details: { reason: 'no file' },
  })
  await expect(playMedia(ng, side, '/a.mp3')).rejects.toMatchObject({ code: 'media.refused' })
  await expect(ping(ng)).resolves.toBeDefined()
})
