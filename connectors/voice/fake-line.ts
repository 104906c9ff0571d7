/** A line in memory, and whoever is at its other end: played by a test. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { OutgoingLine, RtpAddress } from './line.ts'
import type { Dialled, Sound } from './port.ts'
import { perSecond, silence, wavHeader } from './wav.ts'

/** Whoever is at the other end of a leg. */
export interface FakeParty {
  readonly leg: string
  readonly callId: string
  /** For a leg that the agent made: whom it calls. */
  readonly call: Dialled | undefined
  /** Resolves when the agent has answered. For a leg that the agent made: when `answer` was called. */
  readonly answered: Promise<void>
  /** Resolves when the leg has ended, with the final status that was sent before answer, 200 after it. */
  readonly over: Promise<number>
  /** What plays now; undefined when nothing does. */
  hears(): Sound | { readonly tone: 'ringing' } | undefined
  /** All that was begun to play so far. */
  heard(): readonly (Sound | { readonly tone: 'ringing' })[]
  /** Resolves when this one begins to play, or if it does now. */
  readonly hearing: (sound: Sound) => Promise<void>
  /** Whom it talks to, where that isn't the agent: the other leg's id, or a room's place. */
  talksTo(): string | undefined
  /** Sounds play until this is called; then the next one does. */
  heardOut(): void
  press(digits: string): void
  /** Is heard so long: a tone of 440 Hz, in the file of a recording under way. */
  says(milliseconds: number): void
  /** The seconds that the leg waits for are over: for a digit, for sound, for an answer, for a hub. The shortest first. */
  timePasses(): void
  /** Those seconds, the shortest first. */
  waits(): readonly number[]
  hangUp(): void
  /** Of a leg that the agent made. */
  answer(): void
  refuse(sipStatus: number): void
}

export interface FakeLine extends OutgoingLine {
  readonly party: FakeParty
}

/** Timers of one leg, which run out when they are told. */
export function fakeTimers() {
  const waiting = new Map<object, { readonly seconds: number; readonly ring: () => void }>()
  return {
    timer(seconds: number) {
      const key = {}
      const { promise: over, resolve } = Promise.withResolvers<void>()
      waiting.set(key, { seconds, ring: resolve })
      return { over, stop: () => void waiting.delete(key) }
    },
    waits: () => [...waiting.values()].map(({ seconds }) => seconds).sort((one, other) => one - other),
    passes() {
      const [first] = [...waiting].sort(([, one], [, other]) => one.seconds - other.seconds)
      if (!first) return
      waiting.delete(first[0])
      first[1].ring()
    },
  }
}
export type FakeTimers = ReturnType<typeof fakeTimers>

let port = 40_000

export function fakeLine(
  leg: string,
  timers: FakeTimers,
  talksTo: (address: RtpAddress) => string,
  { call, callId = randomUUID() }: { readonly call?: Dialled; readonly callId?: string },
): FakeLine {
  const ended = Promise.withResolvers<'other' | 'agent' | 'lost'>()
  const connected = Promise.withResolvers<number>()
  const answered = Promise.withResolvers<void>()
  const over = Promise.withResolvers<number>()
  const digits = new Set<(digit: string) => void>()
  const looks = new Set<() => void>()
  const played: (Sound | { readonly tone: 'ringing' })[] = []
  let playing: { readonly sound: Sound | { readonly tone: 'ringing' }; end(): void } | undefined
  let isAnswered = false
  let target: RtpAddress | undefined
  let recorded: Buffer[] | undefined
  let isOver = false
  port += 2
  const faces = { address: '127.0.0.1', port }

  const end = (by: 'other' | 'agent', sipStatus: number) => {
    if (isOver) return
    isOver = true
    playing?.end()
    connected.resolve(sipStatus)
    over.resolve(isAnswered ? 200 : sipStatus)
    ended.resolve(by)
  }

  const party: FakeParty = {
    leg,
    callId,
    call,
    answered: answered.promise,
    over: over.promise,
    hears: () => playing?.sound,
    heard: () => played,
    hearing(sound) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const look = () => {
        if (JSON.stringify(playing?.sound) !== JSON.stringify(sound)) return
        looks.delete(look)
        resolve()
      }
      looks.add(look)
      look()
      return promise
    },
    talksTo: () => target && talksTo(target),
    heardOut: () => playing?.end(),
    press(all) {
      for (const digit of all) for (const listener of [...digits]) listener(digit)
    },
    says: milliseconds => recorded?.push(tone((milliseconds * perSecond) / 1000)),
    timePasses: () => timers.passes(),
    waits: () => timers.waits(),
    hangUp: () => end('other', 487),
    answer() {
      if (isOver || isAnswered) return
      isAnswered = true
      answered.resolve()
      connected.resolve(200)
    },
    refuse: sipStatus => end('other', sipStatus),
  }

  return {
    party,
    callId,
    get answered() {
      return isAnswered
    },
    faces,
    ended: ended.promise,
    connected: connected.promise,
    async answer() {
      isAnswered = true
      answered.resolve()
    },
    ring() {},
    play(sound, signal) {
      if (isOver || signal.aborted) return Promise.resolve()
      const { promise, resolve } = Promise.withResolvers<void>()
      const stop = () => {
        if (playing === mine) playing = undefined
        signal.removeEventListener('abort', stop)
        resolve()
      }
      const mine = { sound, end: stop }
      playing = mine
      played.push(sound)
      signal.addEventListener('abort', stop, { once: true })
      for (const look of [...looks]) look()
      return promise
    },
    onDigit(listener) {
      digits.add(listener)
      return () => void digits.delete(listener)
    },
    record({ file, longest, silence: quiet }) {
      const sound: Buffer[] = []
      recorded = sound
      const silent = timers.timer(quiet)
      const limit = timers.timer(longest)
      const over = Promise.race([silent.over.then(() => 'silence' as const), limit.over.then(() => 'limit' as const)])
      let whole: number | undefined
      return {
        over,
        async stop() {
          if (whole !== undefined) return whole
          silent.stop()
          limit.stop()
          recorded = undefined
          const bytes = Buffer.concat(sound)
          mkdirSync(dirname(file), { recursive: true })
          writeFileSync(file, Buffer.concat([wavHeader(bytes.length), bytes]))
          whole = Math.round((bytes.length * 1000) / perSecond)
          return whole
        },
      }
    },
    async pointMediaAt(address) {
      target = address
    },
    hangUp: (sipStatus = call ? 487 : 480) => end('agent', sipStatus),
  }
}

/** A-law of a sine of 440 Hz (ITU-T G.711); its phase begins anew each time. */
function tone(samples: number): Buffer {
  const bytes = Buffer.alloc(samples, silence)
  for (let at = 0; at < samples; at++)
    bytes[at] = alaw(Math.round(8000 * Math.sin((2 * Math.PI * 440 * at) / perSecond)))
  return bytes
}

function alaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80
  const value = Math.min(Math.abs(sample), 32_635)
  const exponent = value < 256 ? 0 : Math.floor(Math.log2(value)) - 7
  const mantissa = (value >> (exponent === 0 ? 4 : exponent + 3)) & 0x0f
  return ((exponent << 4) | mantissa | sign) ^ 0x55
}
