/**
 * The time from a person's change of activity (the request is sent) to 1,000 WebSocket clients having it, beside a bare ws server that
 * sends the same text to as many clients.
 */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket, WebSocketServer } from 'ws'
import { does } from '../harness/demonstration.ts'
import { startStack } from '../harness/stack.ts'
import { company, password, workers } from './company.ts'
import { ms, quantiles, table } from './figures.ts'

const clients = 1000
const changes = 40
/** So many sockets one session may have. */
const aSession = 100

/** Each client tells of each message that has the word; `round` gives the delays of all since it was begun. */
function listening() {
  let began = 0
  let missing = 0
  let delays: number[] = []
  let all = Promise.withResolvers<void>()
  return {
    heard() {
      delays.push(performance.now() - began)
      missing -= 1
      if (missing === 0) all.resolve()
    },
    async round(change: () => unknown): Promise<readonly number[]> {
      delays = []
      missing = clients
      all = Promise.withResolvers()
      began = performance.now()
      await change()
      await all.promise
      return delays
    },
  }
}

async function bare(text: string): Promise<readonly number[]> {
  const server = createServer()
  const sockets = new WebSocketServer({ server, perMessageDeflate: false })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const rounds = listening()
  const open: WebSocket[] = []
  for (let at = 0; at < clients; at += 1) {
    const client = new WebSocket(`ws://127.0.0.1:${port}`)
    client.on('message', () => rounds.heard())
    open.push(client)
    await once(client, 'open')
  }
  const delays: number[] = []
  for (let round = 0; round < changes; round += 1) {
    delays.push(
      ...(await rounds.round(() => {
        for (const socket of sockets.clients) socket.send(text)
      })),
    )
  }
  for (const client of open) client.terminate()
  sockets.close()
  server.close()
  return delays
}

export async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-bench-'))
  const data = join(folder, 'data')
  await company(data, 0)
  const stack = await startStack({ SVARA_DATA: data, SVARA_LOG: 'warn' })
  try {
    const rounds = listening()
    const sessions = []
    for (let at = 0; at < clients / aSession; at += 1) {
      const email = workers[at]?.email
      if (email) sessions.push(await stack.signIn(email, password))
    }
    const [first] = sessions
    if (!first) throw new Error('nobody signed in')
    let text = ''
    for (const session of sessions) {
      for (let at = 0; at < aSession; at += 1) {
        const socket = session.webSocket('/live')
        await once(socket, 'open')
        socket.send(JSON.stringify({ subscribe: 'presence.people', id: 1 }))
        await once(socket, 'message')
        socket.on('message', (message: Buffer) => {
          text = message.toString()
          rounds.heard()
        })
      }
    }
    const delays: number[] = []
    for (let round = 0; round < changes; round += 1) {
      const activity = round % 2 === 0 ? 'lunch' : 'available'
      delays.push(...(await rounds.round(() => does(first, activity))))
    }
    const [a, b] = [quantiles(delays), quantiles(await bare(text))]
    table(
      [`one change to ${clients} clients`, 'p50', 'p99', 'most'],
      [
        ['Svara, from the request', ms(a.p50), ms(a.p99), ms(a.most)],
        ['bare ws, from the first send', ms(b.p50), ms(b.p99), ms(b.most)],
      ],
    )
    for (const session of sessions) session.close()
  } finally {
    await stack.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
