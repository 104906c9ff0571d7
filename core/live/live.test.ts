import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import { signOut } from '../access/contract.ts'
import { defineLive } from '../define.ts'
import { type Browser, openTestHub } from '../http/harness.ts'
import type { LiveSource, Tell } from '../hub.ts'
import { type FromServer, fromServer } from './protocol.ts'

const state = z.record(z.string(), z.string())
const message = z.object({ person: z.string(), note: z.string() })
type State = z.infer<typeof state>
type Message = z.infer<typeof message>
const view = (name: string, allow: 'member' | 'administrator' = 'member') =>
  defineLive<State, Message>({
    name,
    state,
    message,
    allow,
    apply(notes, { person, note }) {
      notes[person] = note
    },
  })
const notes = view('notes')
const mine = view('mine')
const rules = view('rules', 'administrator')

let hub: Awaited<ReturnType<typeof openTestHub>>
let anna: Browser
let gustav: Browser
let tell: Tell<Message>
let tellMine: Tell<Message>
let source: LiveSource<State>

beforeEach(async () => {
  hub = await openTestHub({ live: { backlog: 200_000 } })
  source = { snapshot: organisation => ({ of: organisation }) }
  tell = hub.live.live(notes, { snapshot: (organisation, key) => source.snapshot(organisation, key) })
  tellMine = hub.live.live(mine, { key: who => who.person, snapshot: (_organisation, key) => ({ key }) })
  hub.live.live(rules, { snapshot: () => ({}) })
  anna = hub.browser()
  await anna.signIn('anna@norrsken.example')
  gustav = hub.browser()
  await gustav.signIn('gustav@fjallstrom.example')
})
afterEach(() => hub.close())

/** A socket with its frames to be taken one by one. */
async function open(browser: Browser) {
  const socket = browser.webSocket('/live')
  const frames: FromServer[] = []
  const waiting: ((frame: FromServer) => void)[] = []
  socket.on('message', data => {
    const frame = fromServer.parse(JSON.parse((data as Buffer).toString()))
    const next = waiting.shift()
    if (next) next(frame)
    else frames.push(frame)
  })
  const next = () => {
    const frame = frames.shift()
    return frame ? Promise.resolve(frame) : new Promise<FromServer>(resolve => waiting.push(resolve))
  }
  await once(socket, 'open')
  const say = (frame: object) => socket.send(JSON.stringify(frame))
  const subscribe = async (name: string, from: object = {}) => {
    say({ subscribe: name, id: 1, ...from })
    return next()
  }
  return { socket, next, say, subscribe }
}
const closed = async (socket: WebSocket): Promise<unknown> => (await once(socket, 'close'))[0]

describe('a view', () => {
  test('is a snapshot and then each message', async () => {
    const { subscribe, next } = await open(anna)
    expect(await subscribe('notes')).toMatchObject({
      type: 'snapshot',
      view: 'notes',
      seq: 0,
      state: { of: 'norrsken' },
    })
    tell({ organisation: 'norrsken' }, { person: 'anna', note: 'på väg' })
    expect(await next()).toEqual({
      type: 'message',
      view: 'notes',
      seq: 1,
      message: { person: 'anna', note: 'på väg' },
    })
  })

  test('is each organisation’s own', async () => {
    const [hers, his] = [await open(anna), await open(gustav)]
    await hers.subscribe('notes')
    expect(await his.subscribe('notes')).toMatchObject({ state: { of: 'fjallstrom' } })
    tell({ organisation: 'norrsken' }, { person: 'anna', note: 'hemligt' })
    tell({ organisation: 'fjallstrom' }, { person: 'gustav', note: 'bygger' })
    expect(await hers.next()).toMatchObject({ message: { note: 'hemligt' } })
    // The first that he gets is his own: hers never came.
    expect(await his.next()).toMatchObject({ seq: 1, message: { note: 'bygger' } })
  })

  test('may be each person’s own', async () => {
    const david = hub.browser()
    await david.signIn('david@norrsken.example')
    const [hers, his] = [await open(anna), await open(david)]
    expect(await hers.subscribe('mine')).toMatchObject({ state: { key: 'anna' } })
    expect(await his.subscribe('mine')).toMatchObject({ state: { key: 'david' } })
    tellMine({ organisation: 'norrsken', key: 'anna' }, { person: 'anna', note: '1' })
    tellMine({ organisation: 'norrsken', key: 'david' }, { person: 'david', note: '2' })
    expect(await his.next()).toMatchObject({ seq: 1, message: { note: '2' } })
  })

  test('goes on where it was left', async () => {
    const first = await open(anna)
    const snapshot = await first.subscribe('notes')
    if (snapshot.type !== 'snapshot') throw new Error('no snapshot')
    first.socket.close()
    await closed(first.socket)
    tell({ organisation: 'norrsken' }, { person: 'anna', note: 'missed' })
    const second = await open(anna)
    expect(await second.subscribe('notes', { epoch: snapshot.epoch, seq: 0 })).toMatchObject({ type: 'resumed' })
    expect(await second.next()).toMatchObject({ seq: 1, message: { note: 'missed' } })
  })

  test('ends when it is asked to, and comes anew after a resync', async () => {
    const { subscribe, say, next } = await open(anna)
    const before = await subscribe('notes')
    say({ unsubscribe: 'notes' })
    say({ ping: true })
    expect(await next()).toEqual({ type: 'pong' })
    tell({ organisation: 'norrsken' }, { person: 'anna', note: 'unheard' })
    const after = await subscribe('notes')
    expect(after).toMatchObject({ type: 'snapshot', seq: 1 })
    hub.live.resync()
    const renewed = await next()
    expect(renewed).toMatchObject({ type: 'snapshot', seq: 0 })
    expect(renewed).not.toMatchObject({ epoch: before.type === 'snapshot' ? before.epoch : '' })
  })

  test('is refused to who may not, or when there is none, in words', async () => {
    const { subscribe } = await open(anna)
    expect(await subscribe('rules')).toEqual({
      type: 'refused',
      view: 'rules',
      id: 1,
      error: { code: 'access.forbidden', message: 'Du har inte rätt att göra detta.' },
    })
    expect(await subscribe('nothing')).toMatchObject({ type: 'refused', error: { code: 'live.unknown-view' } })
    source = {
      snapshot: () => {
        throw new Error('the database is away')
      },
    }
    expect(await subscribe('notes')).toMatchObject({ type: 'refused', error: { code: 'live.unavailable' } })
    expect(await subscribe('mine')).toMatchObject({ type: 'snapshot' })
  })

  test('has a name of its own, and messages of its form', () => {
    expect(() => hub.live.live(notes, source)).toThrow('notes')
    const wrong = JSON.parse('{ "person": 1 }') as Message
    expect(() => tell({ organisation: 'norrsken' }, wrong)).toThrow('person')
  })
})

describe('a socket is closed', () => {
  test.each(['not JSON', '{"subscribe":1}', '[]', `{"unsubscribe":"${'x'.repeat(200)}"}`])(
    'when the client says %s',
    async said => {
      const { socket } = await open(anna)
      socket.send(said)
      expect(await closed(socket)).toBe(1008)
    },
  )

  test('when the client says too much, or too much at once', async () => {
    const one = await open(anna)
    for (let said = 0; said < 200; said += 1) one.say({ ping: true })
    expect(await closed(one.socket)).toBe(1008)
    const two = await open(anna)
    two.socket.send('x'.repeat(5_000))
    expect(await closed(two.socket)).toBe(1009)
  })

  test('when the session ends, here or by signing out everywhere', async () => {
    const { socket } = await open(anna)
    const other = hub.browser()
    await other.signIn('anna@norrsken.example')
    const second = await open(other)
    const both = Promise.all([closed(socket), closed(second.socket)])
    await other.api.call(signOut, { all: true })
    expect(await both).toEqual([4401, 4401])
  })

  test('when the role changes, and not somebody else’s', async () => {
    const [hers, his] = [await open(anna), await open(gustav)]
    hub.change('anna', { role: 'supervisor' })
    expect(await closed(hers.socket)).toBe(4401)
    expect(await his.subscribe('notes')).toMatchObject({ type: 'snapshot' })
  })

  test('when it does not read, so that nobody waits for it', async () => {
    const [slow, quick] = [await open(anna), await open(anna)]
    await slow.subscribe('notes')
    await quick.subscribe('notes')
    slow.socket.pause()
    const note = 'x'.repeat(20_000)
    const gone = closed(slow.socket)
    for (let sent = 1; sent <= 600; sent += 1) {
      tell({ organisation: 'norrsken' }, { person: 'anna', note })
      expect(await quick.next()).toMatchObject({ seq: sent })
    }
    slow.socket.resume()
    expect(await gone).toBe(1013)
  })

  test('when the hub stops', async () => {
    const { socket } = await open(anna)
    const code = closed(socket)
    await hub.live.close()
    expect(await code).toBe(1001)
  })
})
