import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineLive } from '../define.ts'
import { openTestHub } from '../http/harness.ts'
import { openLiveClient, type Socket } from './client.ts'

const tally = defineLive({
  name: 'tally',
  state: z.object({ sum: z.number() }),
  message: z.object({ add: z.number() }),
  allow: 'member',
  apply(state, { add }) {
    state.sum += add
  },
})

/** A hub on paper: sockets that the test opens, closes and speaks through. */
function openPaper() {
  const sockets: (Socket & {
    said: unknown[]
    emit(type: string, event?: object): void
    server(frame: object): void
  })[] = []
  function open(): Socket {
    const listeners = new Map<string, (event: never) => void>()
    const emit = (type: string, event: object = {}) => listeners.get(type)?.(event as never)
    const socket = {
      said: [] as unknown[],
      send: (text: string) => void socket.said.push(JSON.parse(text)),
      close: () => {},
      addEventListener: (type: string, listener: (event: never) => void) => void listeners.set(type, listener),
      emit,
      server: (frame: object) => emit('message', { data: JSON.stringify(frame) }),
    }
    sockets.push(socket)
    return socket
  }
  const last = () => {
    const socket = sockets.at(-1)
    if (!socket) throw new Error('no socket')
    return socket
  }
  return { open, sockets, last }
}
const pauses = { first: 1_000, longest: 8_000, ping: 20_000, pong: 5_000 }
function openClient(signedIn: () => Promise<boolean> = async () => true) {
  vi.useFakeTimers()
  const paper = openPaper()
  const client = openLiveClient({ open: paper.open, signedIn, random: () => 1, pauses })
  return { ...paper, client }
}
afterEach(() => {
  vi.useRealTimers()
})
const snapshot = { type: 'snapshot', view: 'tally', epoch: 'e', seq: 5, state: { sum: 10 } }

test('subscribes when the socket is open, applies what comes, and tells who listens', () => {
  const { client, last } = openClient()
  const view = client.view(tally)
  let changes = 0
  view.onChange(() => (changes += 1))
  client.connect()
  expect([client.connection(), view.state()]).toEqual(['connecting', undefined])
  last().emit('open')
  expect(last().said).toEqual([{ subscribe: 'tally', id: 2 }])
  last().server(snapshot)
  last().server({ type: 'message', view: 'tally', seq: 6, message: { add: 1 } })
  last().server({ type: 'message', view: 'tally', seq: 6, message: { add: 1 } })
  expect([client.connection(), view.state(), changes]).toEqual(['open', { sum: 11 }, 2])
})

test('a gap is asked about from where it got to, and the message behind it is not applied', () => {
  const { client, last } = openClient()
  const view = client.view(tally)
  client.connect()
  last().emit('open')
  last().server(snapshot)
  last().server({ type: 'message', view: 'tally', seq: 7, message: { add: 100 } })
  expect(view.state()).toEqual({ sum: 10 })
  expect(last().said.at(-1)).toMatchObject({ subscribe: 'tally', epoch: 'e', seq: 5 })
})

test('a message that it does not understand is mended by a snapshot', () => {
  const { client, last } = openClient()
  client.view(tally)
  client.connect()
  last().emit('open')
  last().server(snapshot)
  last().server({ type: 'message', view: 'tally', seq: 6, message: { minus: 1 } })
  expect(last().said.at(-1)).toEqual({ subscribe: 'tally', id: 3 })
})

test('after the socket broke it tries again, later each time, and goes on where it was', async () => {
  const { client, last, sockets } = openClient()
  client.view(tally)
  client.connect()
  last().emit('open')
  last().server(snapshot)
  last().emit('close', { code: 1006 })
  expect(client.connection()).toBe('waiting')
  for (const pause of [1_000, 2_000, 4_000, 8_000, 8_000]) {
    const before = sockets.length
    await vi.advanceTimersByTimeAsync(pause - 1)
    expect(sockets).toHaveLength(before)
    await vi.advanceTimersByTimeAsync(1)
    expect(sockets).toHaveLength(before + 1)
    last().emit('close', { code: 1006 })
    await vi.advanceTimersByTimeAsync(0)
  }
  client.connect()
  last().emit('open')
  expect(last().said).toMatchObject([{ subscribe: 'tally', epoch: 'e', seq: 5 }])
})

test('a thousand clients don’t come back at the same time', async () => {
  vi.useFakeTimers()
  const { open, sockets, last } = openPaper()
  openLiveClient({ open, signedIn: async () => true, random: () => 0, pauses }).connect()
  last().emit('open')
  last().emit('close', { code: 1001 })
  await vi.advanceTimersByTimeAsync(500)
  expect(sockets).toHaveLength(2)
})

test('when the session ended it stops until somebody signs in; when only the role changed it comes back', async () => {
  let signedIn = true
  const { client, last, sockets } = openClient(async () => signedIn)
  client.connect()
  last().emit('open')
  last().emit('close', { code: 4401 })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(sockets).toHaveLength(2)
  signedIn = false
  last().emit('open')
  last().emit('close', { code: 4401 })
  await vi.advanceTimersByTimeAsync(60_000)
  expect([client.connection(), sockets.length]).toEqual(['signed-out', 2])
  client.connect()
  expect(sockets).toHaveLength(3)
})

test('a dead network is noticed by a ping that nobody answers', async () => {
  const { client, last, sockets } = openClient()
  client.connect()
  last().emit('open')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(last().said).toEqual([{ ping: true }])
  last().server({ type: 'pong' })
  await vi.advanceTimersByTimeAsync(20_000)
  expect([last().said.length, client.connection()]).toEqual([2, 'open'])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(client.connection()).toBe('waiting')
  sockets[0]?.emit('close', { code: 1006 })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(sockets).toHaveLength(2)
})

test('a refusal is told with the view that it is of', () => {
  const { client, last } = openClient()
  const view = client.view(tally)
  client.connect()
  last().emit('open')
  last().server({ type: 'refused', view: 'tally', id: 1, error: { code: 'access.plan', message: 'Nej.' } })
  expect(view.refused()).toEqual({ code: 'access.plan', message: 'Nej.' })
  last().server(snapshot)
  expect(view.refused()).toBeUndefined()
})

test('closing ends it all', async () => {
  const { client, last, sockets } = openClient()
  client.connect()
  last().emit('open')
  client.close()
  last().emit('close', { code: 1005 })
  await vi.advanceTimersByTimeAsync(60_000)
  expect([client.connection(), sockets.length]).toEqual(['closed', 1])
})

test('with the real hub: signed in, up to date, and up to date again after the socket was cut', async () => {
  const hub = await openTestHub()
  const state = { sum: 0 }
  const tell = hub.live.live(tally, { snapshot: () => ({ ...state }) })
  const add = (add: number) => {
    tally.apply(state, { add })
    tell({ organisation: 'norrsken' }, { add })
  }
  const browser = hub.browser()
  await browser.signIn('anna@norrsken.example')
  const sockets: ReturnType<typeof browser.webSocket>[] = []
  const client = openLiveClient({
    open() {
      const socket = browser.webSocket('/live')
      sockets.push(socket)
      return socket
    },
    signedIn: async () => (await browser.fetch('/api/session')).ok,
    pauses: { ...pauses, first: 1 },
  })
  const view = client.view(tally)
  const becomes = (sum: number) =>
    new Promise<void>(resolve => {
      const check = () => {
        if (view.state()?.sum === sum) resolve()
      }
      view.onChange(check)
      check()
    })
  client.connect()
  await becomes(0)
  add(3)
  await becomes(3)
  sockets[0]?.terminate()
  add(4)
  await becomes(7)
  expect(sockets).toHaveLength(2)
  client.close()
  await hub.close()
})
