import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineLive } from '../define.ts'
import { type FromServer, fromServer } from './protocol.ts'
import { openReplica } from './replica.ts'
import { type Follower, openStream, type Stream } from './stream.ts'

/** Adding is not idempotent: a message lost or doubled shows. */
const tally = defineLive({
  name: 'tally',
  state: z.object({ sum: z.number(), count: z.number() }),
  message: z.object({ add: z.number() }),
  allow: 'member',
  apply(state, { add }) {
    state.sum += add
    state.count += 1
  },
})

const parsed = (text: Buffer) => fromServer.parse(JSON.parse(text.toString()))

/** A client whose frames arrive when the test says so, or never. */
function openClient(stream: () => Stream) {
  const replica = openReplica(tally)
  const waiting: FromServer[] = []
  let follower: Follower | undefined
  function subscribe() {
    const mine: Follower = text => waiting.push(parsed(text))
    follower = mine
    return stream().follow(mine, replica.ask())
  }
  return {
    replica,
    subscribe,
    /** Gives the `count` first frames that wait. */
    deliver(count: number) {
      for (const frame of waiting.splice(0, count)) if (replica.take(frame) === 'gap') void reconnect()
    },
    /** Messages are lost on the way, though the socket stays: must never happen, and is mended all the same. */
    lose(count: number) {
      const lost = new Set(waiting.filter(({ type }) => type === 'message').slice(0, count))
      waiting.splice(0, waiting.length, ...waiting.filter(frame => !lost.has(frame)))
    },
    reconnect,
  }
  function reconnect() {
    if (follower) stream().leave(follower)
    waiting.length = 0
    return subscribe()
  }
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('tell' as const), add: fc.integer({ min: -5, max: 5 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('deliver' as const), count: fc.integer({ min: 1, max: 4 }) }) },
  fc.record({ kind: fc.constantFrom('lose' as const), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    kind: fc.constantFrom(
      'reconnect' as const,
      'turn' as const,
      'answer' as const,
      'restart' as const,
      'join' as const,
    ),
  }),
)

test.each(['at once', 'by waiting'] as const)(
  'snapshot and messages are a fresh snapshot, with a source that answers %s',
  async how => {
    const property = fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 1, max: 6 }),
      async (steps, kept) => {
        const state = { sum: 0, count: 0 }
        // A source that waits reads its state at some moment while it is being asked.
        const answers: (() => void)[] = []
        const later = () =>
          new Promise(resolve => answers.push(() => resolve({ ...state }))).then(async early => {
            await Promise.resolve()
            return early
          })
        const stream = openStream({ view: 'tally', snapshot: how === 'at once' ? () => ({ ...state }) : later, kept })
        const clients = [openClient(() => stream)]
        void clients[0]?.subscribe()

        const answer = async () => {
          for (const give of answers.splice(0)) give()
          await new Promise(setImmediate)
        }
        for (const each of steps) {
          if (each.kind === 'tell') {
            tally.apply(state, each)
            stream.tell({ add: each.add })
          } else if (each.kind === 'answer') for (const give of answers.splice(0)) give()
          else if (each.kind === 'turn') await Promise.resolve()
          else if (each.kind === 'restart') for (const follower of stream.restart()) void stream.follow(follower)
          else if (each.kind === 'join') {
            const client = openClient(() => stream)
            clients.push(client)
            void client.subscribe()
          }
          for (const client of clients) {
            if (each.kind === 'deliver') client.deliver(each.count)
            else if (each.kind === 'lose') client.lose(each.count)
            else if (each.kind === 'reconnect') void client.reconnect()
          }
        }
        // The end of every story: what is lost is noticed by the next message, and all that waits arrives.
        tally.apply(state, { add: 1 })
        stream.tell({ add: 1 })
        for (let turns = 0; turns < 6; turns += 1) {
          await answer()
          for (const client of clients) client.deliver(Number.POSITIVE_INFINITY)
        }
        for (const client of clients) expect(client.replica.state()).toEqual(state)
      },
    )
    await fc.assert(property, { numRuns: 400 })
  },
)

function recorder() {
  const frames: FromServer[] = []
  const follower: Follower = text => frames.push(parsed(text))
  return { frames, follower }
}

test('who comes back gets the messages that were missed, while they are kept', async () => {
  const stream = openStream({ view: 'tally', snapshot: () => ({ sum: 0, count: 0 }), kept: 2 })
  const { frames, follower } = recorder()
  await stream.follow(follower)
  const [first] = frames.splice(0)
  if (first?.type !== 'snapshot') throw new Error('no snapshot')
  stream.leave(follower)
  stream.tell({ add: 1 })
  stream.tell({ add: 2 })
  await stream.follow(follower, first)
  expect(frames.splice(0)).toMatchObject([{ type: 'resumed', seq: 0 }, { seq: 1, message: { add: 1 } }, { seq: 2 }])
  stream.leave(follower)
  stream.tell({ add: 3 })
  await stream.follow(follower, first)
  expect(frames.splice(0)).toMatchObject([{ type: 'snapshot', seq: 3 }])
})

test('how far somebody got on another hub, or ahead of us, is worth nothing here', async () => {
  const stream = openStream({ view: 'tally', snapshot: () => ({ sum: 0, count: 0 }), kept: 9 })
  const { frames, follower } = recorder()
  await stream.follow(follower, { epoch: 'of another hub', seq: 0 })
  const [first] = frames
  if (first?.type !== 'snapshot') throw new Error('no snapshot')
  await stream.follow(follower, { epoch: first.epoch, seq: 7 })
  expect(frames.map(({ type }) => type)).toEqual(['snapshot', 'snapshot'])
})

test('a thousand who come at once share one snapshot, and each message is one text', async () => {
  let taken = 0
  const snapshot = async () => {
    taken += 1
    return { sum: 0, count: 0 }
  }
  const stream = openStream({ view: 'tally', snapshot, kept: 9 })
  const texts = new Set<Buffer>()
  await Promise.all(Array.from({ length: 1000 }, () => stream.follow(text => texts.add(text))))
  stream.tell({ add: 1 })
  expect(taken).toBe(1)
  expect(texts.size).toBe(2)
})

test('a source that fails refuses those who ask, and no one else', async () => {
  let works = true
  const stream = openStream({
    view: 'tally',
    snapshot: () => {
      if (!works) throw new Error('the database is away')
      return { sum: 0, count: 0 }
    },
    kept: 9,
  })
  const { frames, follower } = recorder()
  await stream.follow(follower)
  works = false
  stream.tell({ add: 1 })
  const other = recorder()
  await expect(stream.follow(other.follower)).rejects.toThrow('away')
  stream.tell({ add: 1 })
  expect(frames).toHaveLength(3)
  works = true
  await stream.follow(other.follower)
  expect(other.frames).toMatchObject([{ type: 'snapshot', seq: 2 }])
})

test('who leaves, or asks again, while it is being brought up to date gets one answer at most, and nothing before it', async () => {
  const answers: (() => void)[] = []
  const snapshot = () => new Promise(resolve => answers.push(() => resolve({ sum: 0, count: 0 })))
  const stream = openStream({ view: 'tally', snapshot, kept: 9 })
  const [left, again] = [recorder(), recorder()]
  const following = [stream.follow(left.follower), stream.follow(again.follower), stream.follow(again.follower)]
  stream.leave(left.follower)
  answers.shift()?.()
  await Promise.all(following)
  stream.tell({ add: 1 })
  expect(left.frames).toEqual([])
  expect(again.frames.map(({ type }) => type)).toEqual(['snapshot', 'message'])
  const anew = stream.follow(again.follower)
  stream.tell({ add: 1 })
  answers.shift()?.()
  await new Promise(setImmediate)
  answers.shift()?.()
  await anew
  expect(again.frames.map(({ type }) => type)).toEqual(['snapshot', 'message', 'snapshot'])
  expect(stream.followers()).toBe(1)
})
