import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeMedia } from '../../connectors/media/fake.ts'
import { endWhereGone } from './gone.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Two sides of each call are heard, unless they are silent. */
async function bench(...calls: string[]) {
  const media = fakeMedia()
  await media.start()
  const silent = new Set<string>()
  const left = new Set<string>()
  const asked: string[] = []
  const ended: string[] = []
  const going = new Set(calls)
  endWhereGone(
    { log: pino({ level: 'silent' }), onStart: start => void start(), onStop() {} },
    {
      media,
      telephony: {
        connected: () => true,
        async isLeft(callId, tags = ['all']) {
          asked.push(...tags.map(tag => `${callId} ${tag}`))
          return left.has(callId)
        },
        async hangUp(callId) {
          ended.push(callId)
          going.delete(callId)
        },
      },
    },
    () => going,
  )
  return {
    media,
    silent,
    left,
    asked,
    ended,
    passes: async (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        for (const callId of calls) {
          for (const tag of ['a', 'b']) if (!silent.has(`${callId} ${tag}`)) media.heardFrom(callId, tag)
        }
        await vi.advanceTimersByTimeAsync(1000)
      }
    },
  }
}

test('who is heard is not asked; who died is asked about, and the call is ended within seconds', async () => {
  const { silent, left, asked, ended, passes } = await bench('one', 'other')
  await passes(30)
  expect(asked).toEqual([])
  silent.add('one b')
  left.add('one')
  await passes(11)
  expect(asked).toEqual(['one b'])
  expect(ended).toEqual(['one'])
  await passes(30)
  expect(ended).toEqual(['one'])
})

test('who is on hold is asked every ten seconds, and is in the call for as long as she answers', async () => {
  const { silent, left, asked, ended, passes } = await bench('held')
  await passes(6)
  silent.add('held a').add('held b')
  await passes(60)
  expect(asked.length).toBeGreaterThanOrEqual(8)
  expect(asked.length).toBeLessThanOrEqual(12)
  expect(ended).toEqual([])
  left.add('held')
  await passes(16)
  expect(ended).toEqual(['held'])
})

test('where the media knows nothing, or doesn’t answer, both sides are asked', async () => {
  const { media, asked, passes } = await bench('known')
  media.reachable(false)
  await passes(6)
  expect(asked).toEqual(['known all'])
})
