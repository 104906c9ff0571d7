/** The hub's side alone; agents here are WebSocket servers that say what they are told. */
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import type { Voice } from '../port.ts'
import { voiceAgents } from './index.ts'

const servers: WebSocketServer[] = []
let voice: Voice | undefined

afterEach(async () => {
  await voice?.stop()
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate()
    server.close()
  }
})

/** Gives what hubs ask it, and its port. */
async function agent(id: string) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  servers.push(server)
  await once(server, 'listening')
  const address = server.address()
  const asked: string[] = []
  server.on('connection', socket => {
    socket.send(JSON.stringify({ agent: id }))
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString())
      asked.push(message.request.ask)
      const answers: Record<string, object> = {
        expect: { result: { extension: `${id}-x@voice.invalid` } },
        tell: { failed: { code: 'voice.no-such-leg', status: 404, details: { leg: 'x' } } },
        legs: { result: [{ leg: `${id}-1`, since: '2026-11-24T10:00:00.000Z' }] },
      }
      socket.send(JSON.stringify({ id: message.id, ...answers[message.request.ask] }))
    })
  })
  return { asked, port: typeof address === 'object' && address ? address.port : 0, server }
}

test('calls are shared among agents, but who is to be joined with a leg comes to its agent', async () => {
  const [one, two] = [await agent('1'), await agent('2')]
  voice = voiceAgents({ ports: [one.port, two.port] })
  await voice.start()
  await expect.poll(() => voice?.legs()).toHaveLength(2)
  const expected = async (steps: Parameters<Voice['expect']>[0]['steps']) =>
    (await voice?.expect({ steps, about: 'x:1' }))?.extension.slice(0, 1)
  expect(new Set([await expected([]), await expected([])])).toEqual(new Set(['1', '2']))
  const joins = { do: 'collect', name: 'm', sounds: [], most: 1, seconds: 1 } as const
  for (const id of ['2', '2', '1', '1']) {
    expect(await expected([{ ...joins, on: { 1: [{ do: 'bridge', with: `${id}-leg` }] } }])).toBe(id)
  }
  expect((await voice.legs()).map(({ since }) => since.getTime())).toEqual(Array(2).fill(Date.UTC(2026, 10, 24, 10)))
})

test('what an agent cannot do is said in its words, and one that is gone is', async () => {
  const one = await agent('1')
  voice = voiceAgents({ ports: [one.port] })
  await expect(voice.expect({ steps: [], about: 'x:1' })).rejects.toMatchObject({ code: 'voice.unavailable' })
  await voice.start()
  await expect.poll(() => voice?.connected()).toBe(true)
  await expect(voice.tell('1-x', [])).rejects.toMatchObject({ code: 'voice.no-such-leg', status: 404 })
  await expect(voice.tell('2-x', [])).rejects.toMatchObject({ code: 'voice.no-such-leg' })
  for (const client of one.server.clients) client.terminate()
  await expect.poll(() => voice?.connected()).toBe(false)
  await expect.poll(() => voice?.connected()).toBe(true)
})
