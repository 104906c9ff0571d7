import { pino } from 'pino'
import { afterEach, expect, test, vi } from 'vitest'
import type { Question } from '../../connectors/telephony/port.ts'
import { HubError } from '../../core/error.ts'
import { announcer } from './announcer.ts'

const question = { callId: 'a', fromTag: 't', sdp: 'v=0' } as Question
const words = { text: 'Anna är i möte.', language: 'sv', sipStatus: 480, of: undefined } as const
afterEach(() => void vi.useRealTimers())

function scene(say: () => Promise<string>, refuses?: HubError) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const did: string[] = []
  const announcement = {
    sdp: 'v=0 answer',
    play: async (file: string) => {
      did.push(`play ${file}`)
      return { milliseconds: 3000 }
    },
    end: async () => void did.push('end'),
  }
  const media = {
    async announce() {
      if (refuses) throw refuses
      return announcement
    },
    play: async () => ({ milliseconds: 3000 }),
    silence: async () => {},
    packets: async () => undefined,
    start: async () => {},
    stop: async () => {},
    alive: async () => true,
  }
  const speech = { say, recordings() {}, available: async () => true }
  return { did, made: announcer(media, speech, new Map([['a', question]]), pino({ level: 'silent' })) }
}

async function begun(made: ReturnType<typeof announcer>) {
  const verdict = made.announce('a', words)
  await vi.advanceTimersByTimeAsync(400)
  const given = await verdict
  if (given.verb !== 'progress') throw new Error(given.verb)
  return given
}

test('words that take long to speak do not hold up the verdict', async () => {
  const spoken = Promise.withResolvers<string>()
  const { made, did } = scene(() => spoken.promise)
  const given = await begun(made)
  const over = given.next()
  spoken.resolve('/late.mp3')
  await vi.advanceTimersByTimeAsync(3200)
  expect(await over).toMatchObject({ verb: 'reject', sipStatus: 480 })
  expect(did).toEqual(['play /late.mp3', 'end'])
})

test('who hangs up before the words are there is not spoken to', async () => {
  const { made, did } = scene(() => new Promise(() => {}))
  const over = (await begun(made)).next()
  made.hushed('a')
  await over
  expect(did).toEqual(['end'])
})

test('words that can not be spoken at all leave the call to the next rule', async () => {
  const { made } = scene(() => Promise.reject(new Error('no voice')))
  await expect(made.announce('a', words)).rejects.toThrow('no voice')
})

test('words that fail late end the call all the same', async () => {
  const spoken = Promise.withResolvers<string>()
  const { made, did } = scene(() => spoken.promise)
  const over = (await begun(made)).next()
  spoken.reject(new Error('no voice'))
  expect(await over).toMatchObject({ verb: 'reject' })
  expect(did).toEqual(['end'])
})

test('a caller whose offer is nothing to play to is turned away all the same; without media the next rule decides', async () => {
  const refused = scene(async () => '/a.mp3', new HubError('media.refused', 488))
  expect(await refused.made.announce('a', words)).toMatchObject({ verb: 'reject', sipStatus: 480 })
  const gone = scene(async () => '/a.mp3', new HubError('media.unavailable', 503))
  await expect(gone.made.announce('a', words)).rejects.toThrow('media.unavailable')
})
