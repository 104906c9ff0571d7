/**
 * A voice agent in memory, for tests and development: legs go through their steps as they do at a real one (exchange.ts), and the test
 * plays whoever is at their other ends. Only time and sound are left out: sounds end and seconds pass when a test says so.
 */
import { randomUUID } from 'node:crypto'
import { HubError } from '../../core/error.ts'
import { newAnswers, newDelivery } from './delivery.ts'
import { type Happening, openExchange } from './exchange.ts'
import { type FakeLine, type FakeParty, type FakeTimers, fakeLine, fakeTimers } from './fake-line.ts'
import type { RtpAddress } from './line.ts'
import type { Step, Taken, Voice, VoiceQuestion } from './port.ts'

export type { FakeParty } from './fake-line.ts'
export { patience } from './perform.ts'

export interface FakeVoice extends Voice {
  /** A call comes to an extension that was given by `expect`. Throws HubError `voice.no-such-extension` when nothing waits there. */
  arrives(extension: string, callId?: string): FakeParty
  /** The next leg that the agent makes. */
  dialled(): Promise<FakeParty>
  /** Two talk to each other, and no agent has their call: for `take`. */
  talking(callId: string): void
  /** A phone asks for a transfer of a call. */
  ask(question: VoiceQuestion): Promise<readonly Step[]>
}

export function fakeVoice(): FakeVoice {
  const agent = '1'
  const delivery = newDelivery({ pause: () => 10 })
  const answers = newAnswers()
  const expected = new Map<string, { readonly steps: readonly Step[]; readonly about: string }>()
  const others = new Set<string>()
  const lines = new Map<string, FakeLine>()
  const rooms = new Map<RtpAddress, string>()
  const timers = new Map<string, FakeTimers>()
  const made: FakeParty[] = []
  const waiting: ((party: FakeParty) => void)[] = []
  let number = 0
  let up = false

  const timersOf = (leg: string) => {
    const known = timers.get(leg) ?? fakeTimers()
    timers.set(leg, known)
    return known
  }
  const talksTo = (address: RtpAddress) =>
    rooms.get(address) ??
    [...lines].find(([, line]) => line.faces === address)?.[0] ??
    `${address.address}:${address.port}`
  function newLine(leg: string, options: Parameters<typeof fakeLine>[3]): FakeLine {
    const line = fakeLine(leg, timersOf(leg), talksTo, options)
    lines.set(leg, line)
    void line.ended.then(() => lines.delete(leg))
    return line
  }
  const available = () => {
    if (!up) throw new HubError('voice.unavailable', 503)
  }

  const exchange = openExchange({
    agent,
    newLeg: () => `${agent}-${randomUUID()}`,
    happened(happening: Happening) {
      number += 1
      const event = { ...happening, agent, number, at: new Date().toISOString() }
      void delivery.deliver(event).catch(() => {})
    },
    ask: question => answers.ask(question),
    place(call, leg) {
      const line = newLine(leg, { call })
      const next = waiting.shift()
      if (next) next(line.party)
      else made.push(line.party)
      return line
    },
    timer: (leg, seconds) => timersOf(leg).timer(seconds),
    mixer: {
      async join(room) {
        const over = Promise.withResolvers<'left' | 'lost'>()
        const rtp = { address: room, port: 0 }
        rooms.set(rtp, room)
        return {
          rtp,
          mute: async () => {},
          async leave() {
            rooms.delete(rtp)
            over.resolve('left')
          },
          over: over.promise,
        }
      },
      start() {},
      async stop() {},
      connected: () => up,
    },
    failed(error) {
      throw error
    },
  })

  const takeOver = (
    callId: string,
    from: string,
    given: { readonly steps: readonly Step[]; readonly about: string },
  ) => {
    const leg = `${agent}-${randomUUID()}`
    const line = newLine(leg, { callId })
    line.party.answer()
    exchange.adopted(line, given, { kind: 'taken', from }, leg)
    return leg
  }

  return {
    async expect(call) {
      available()
      const extension = `${agent}-${randomUUID()}@voice.invalid`
      expected.set(extension, call)
      return { extension }
    },
    async call(given) {
      available()
      return { leg: exchange.call(given) }
    },
    async take({ taken, steps, about, other }) {
      available()
      if (!others.delete(taken.callId)) throw new HubError('voice.no-such-call', 404, { callId: taken.callId })
      const leg = takeOver(taken.callId, opposite[taken.stays], { steps, about })
      return { leg, ...(other && { other: takeOver(taken.callId, taken.stays, other) }) }
    },
    async tell(leg, steps, about) {
      exchange.tell(leg, steps, about)
    },
    mute: (leg, muted) => exchange.mute(leg, muted),
    legs: async () => exchange.legs(),
    answer: answers.answer,
    listen: delivery.listen,
    async start() {
      up = true
      delivery.start()
    },
    async stop() {
      up = false
      delivery.stop()
    },
    connected: () => up,
    arrives(extension, callId) {
      const given = expected.get(extension)
      if (!given) throw new HubError('voice.no-such-extension', 404, { extension })
      const leg = `${agent}-${randomUUID()}`
      const line = newLine(leg, { ...(callId !== undefined && { callId }) })
      exchange.arrived(line, given, leg)
      return line.party
    },
    async dialled() {
      const party = made.shift()
      return party ?? (await new Promise(resolve => waiting.push(resolve)))
    },
    talking: callId => void others.add(callId),
    ask: answers.ask,
  }
}

const opposite: Readonly<Record<Taken['stays'], Taken['stays']>> = { caller: 'callee', callee: 'caller' }
