/** What every telephony must do. Each adapter's test gives it a bench of phones. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LampBench, lampConformance } from './conformance-lamps.ts'
import type { TelephonyEvent } from './events.ts'
import type { PlacedCall, Question, Telephony, Verdict } from './port.ts'

/** A device where a call rings. */
export interface BenchRinging {
  answer(): Promise<void>
  refuse(sipStatus: number): Promise<void>
  /** Resolves when it rings no more. */
  stopped(): Promise<void>
}
export interface BenchCall {
  readonly callId: string
  /** The final SIP status. */
  over(): Promise<number>
  early(): Promise<string>
  cancel(): Promise<void>
  hangUp(): Promise<void>
}

/** Two organisations' domains are `norrsken` and `fjallstrom`; every extension that is named has a device `<user>-desk`. */
export interface Bench extends LampBench {
  /** Started. Its devices call where they are asked to (REFER), but 1004's, which refuses. */
  readonly telephony: Telephony
  unregister(extension: string): Promise<void>
  call(extension: string, dialled: string): Promise<BenchCall>
  /** The next call that rings at a registered extension. */
  ringing(extension: string): Promise<BenchRinging>
  close(): Promise<void>
}

interface Asked {
  readonly question: Question
  answer(verdict: Verdict): void
  fail(): void
}

function waiting<Item>() {
  const items: Item[] = []
  const looks = new Set<() => void>()
  return {
    add(item: Item) {
      items.push(item)
      for (const look of [...looks]) look()
    },
    next(fits: (item: Item) => boolean = () => true): Promise<Item> {
      return new Promise(resolve => {
        const look = () => {
          const at = items.findIndex(fits)
          for (const found of at < 0 ? [] : items.splice(at, 1)) {
            looks.delete(look)
            resolve(found)
          }
        }
        looks.add(look)
        look()
      })
    },
  }
}

export function telephonyConformance(open: () => Promise<Bench>) {
  let bench: Bench
  let questions: ReturnType<typeof waiting<Asked>>
  let events: ReturnType<typeof waiting<TelephonyEvent>>
  const extension = (user: string) => `${user}@${bench.domain}`
  const event = (kind: TelephonyEvent['kind']) => events.next(one => one.kind === kind)
  const ring = (context: string, ...users: string[]): Verdict => ({
    verb: 'ring',
    extensions: users.map(extension),
    seconds: 30,
    context,
    show: { number: '1001', hidden: false },
  })
  const reject = (sipStatus: number): Verdict => ({ verb: 'reject', sipStatus, reason: 'Refused' })

  beforeEach(async () => {
    bench = await open()
    questions = waiting()
    events = waiting()
    bench.telephony.answer(
      question =>
        new Promise((resolve, refuse) => {
          questions.add({ question, answer: resolve, fail: () => refuse(new Error('no verdict')) })
        }),
    )
    bench.telephony.listen(one => events.add(one))
  })
  afterEach(() => bench.close())

  test('is connected once it has started, and not after it has stopped', async () => {
    expect(bench.telephony.connected()).toBe(true)
    await bench.telephony.stop()
    expect(bench.telephony.connected()).toBe(false)
    expect(await event('disconnected')).toEqual({ kind: 'disconnected' })
  })

  test('lists registrations and tells of them', async () => {
    await bench.register(extension('1002'))
    const told = await event('registered')
    expect(told).toMatchObject({ extension: extension('1002'), device: '1002-desk' })
    const [listed, ...more] = await bench.telephony.registrations()
    expect(more).toEqual([])
    expect(listed).toMatchObject({ extension: extension('1002'), device: '1002-desk' })
    expect(told).toMatchObject({ contact: listed?.contact, userAgent: listed?.userAgent })
    await bench.unregister(extension('1002'))
    expect(await event('unregistered')).toMatchObject({ extension: extension('1002'), contact: listed?.contact })
    expect(await bench.telephony.registrations()).toEqual([])
  })

  test('forgets a device that has lost its secret', async () => {
    await bench.register(extension('1002'))
    await bench.register(extension('1003'))
    await bench.telephony.forgetDevice('1002-desk', bench.domain)
    expect((await bench.telephony.registrations()).map(one => one.extension)).toEqual([extension('1003')])
  })

  test('rings, is answered and ends', async () => {
    await bench.register(extension('1002'))
    const call = await bench.call(extension('1001'), '1002')
    const asked = await questions.next()
    expect(asked.question).toMatchObject({
      callId: call.callId,
      source: { kind: 'device', extension: extension('1001'), domain: bench.domain, device: '1001-desk' },
      caller: { number: '1001', hidden: false },
      dialled: '1002',
      domain: bench.domain,
    })
    expect(asked.question.step).toBeUndefined()
    asked.answer(ring('', '1002'))
    const phone = await bench.ringing(extension('1002'))
    expect(await event('ringing')).toEqual({
      ...{ kind: 'ringing', callId: call.callId },
      ...{ extension: extension('1002'), from: extension('1001') },
    })
    expect(await bench.telephony.ongoingCalls()).toMatchObject([
      { callId: call.callId, state: 'early', ringing: [extension('1002')] },
    ])
    await phone.answer()
    expect(await call.over()).toBe(200)
    const parties = { callId: call.callId, from: extension('1001'), to: extension('1002') }
    expect(await event('answered')).toEqual({ kind: 'answered', ...parties })
    expect(await bench.telephony.ongoingCalls()).toMatchObject([{ ...parties, state: 'confirmed', ringing: [] }])
    await call.hangUp()
    expect(await event('ended')).toMatchObject({ callId: call.callId, by: 'caller' })
    expect(await bench.telephony.ongoingCalls()).toEqual([])
  })

  test('hangs up for both', async () => {
    await bench.register(extension('1002'))
    const call = await bench.call(extension('1001'), '1002')
    ;(await questions.next()).answer(ring('', '1002'))
    await (await bench.ringing(extension('1002'))).answer()
    await call.over()
    await event('answered')
    expect(await bench.telephony.isLeft(call.callId)).toBe(false)
    await bench.telephony.hangUp(call.callId)
    expect(await event('ended')).toMatchObject({ callId: call.callId, by: 'system' })
    expect(await bench.telephony.isLeft(call.callId)).toBe(false)
  })

  const placed = (user: string): PlacedCall => ({
    extension: extension(user),
    to: '1002',
    show: { number: '1002', name: 'Björn Lind' },
  })

  test('places a call: the own phone rings first, and then calls as it always does', async () => {
    await bench.register(extension('1001'))
    await bench.register(extension('1002'))
    const placing = bench.telephony.place(placed('1001'))
    const own = await bench.ringing(extension('1001'))
    const { callId } = (await event('ringing')) as { callId: string }
    await own.answer()
    expect(await event('answered')).toEqual({ kind: 'answered', callId, from: '', to: extension('1001') })
    const asked = await questions.next()
    const { question } = asked
    expect(question.callId).not.toBe(callId)
    expect(question).toMatchObject({ dialled: '1002', source: { kind: 'device', extension: extension('1001') } })
    asked.answer(ring('', '1002'))
    await (await bench.ringing(extension('1002'))).answer()
    await placing
    expect(await event('ended')).toMatchObject({ callId })
    expect(await event('answered')).toMatchObject({ from: extension('1001'), to: extension('1002') })
    expect(await bench.telephony.ongoingCalls()).toMatchObject([{ callId: question.callId }])
    await bench.telephony.hangUp(question.callId)
    await event('ended')
  })

  test.each([
    [486, 'busy'],
    [603, 'declined'],
  ] as const)('a placed call whose own phone says %i is %s', async (sipStatus, problem) => {
    await bench.register(extension('1001'))
    const refused = bench.telephony.place(placed('1001')).catch((error: unknown) => error)
    await (await bench.ringing(extension('1001'))).refuse(sipStatus)
    expect(await refused).toMatchObject({ name: 'CallNotPlaced', problem })
    await event('failed')
  })

  test('a call can not be placed without a phone, nor with one that does not call where it is asked to', async () => {
    await expect(bench.telephony.place(placed('1001'))).rejects.toMatchObject({ problem: 'no-phone' })
    await bench.register(extension('1004'))
    const refused = bench.telephony.place(placed('1004')).catch((error: unknown) => error)
    await (await bench.ringing(extension('1004'))).answer()
    expect(await refused).toMatchObject({ problem: 'refused' })
    await event('ended')
    expect(await bench.telephony.ongoingCalls()).toEqual([])
  })

  test.each([
    [486, 'busy'],
    [603, 'declined'],
    [480, 'unreachable'],
  ] as const)('asks again after %i, which is %s, with the context', async (sipStatus, outcome) => {
    await bench.register(extension('1002'))
    const call = await bench.call(extension('1001'), '1002')
    ;(await questions.next()).answer(ring('{"a":"\\"å"}', '1002'))
    await (await bench.ringing(extension('1002'))).refuse(sipStatus)
    expect(await event('stopped')).toEqual({ kind: 'stopped', callId: call.callId })
    const again = await questions.next()
    expect(again.question).toMatchObject({ callId: call.callId, step: { outcome, sipStatus, context: '{"a":"\\"å"}' } })
    again.answer(reject(486))
    expect(await call.over()).toBe(486)
    expect(await event('failed')).toEqual({ kind: 'failed', callId: call.callId, sipStatus: 486 })
  })

  test('asks again at once where nobody is registered', async () => {
    const call = await bench.call(extension('1001'), '1003')
    ;(await questions.next()).answer(ring('c', '1003'))
    const again = await questions.next()
    expect(again.question.step).toEqual({ outcome: 'unreachable', sipStatus: 480, context: 'c' })
    again.answer(reject(480))
    expect(await call.over()).toBe(480)
  })

  test('rings several at once, and stops the others when one answers', async () => {
    await bench.register(extension('1002'))
    await bench.register(extension('1003'))
    const call = await bench.call(extension('1001'), '1000')
    ;(await questions.next()).answer(ring('', '1002', '1003'))
    const first = await bench.ringing(extension('1002'))
    const second = await bench.ringing(extension('1003'))
    await second.answer()
    await first.stopped()
    expect(await call.over()).toBe(200)
    expect(await event('answered')).toMatchObject({ to: extension('1003') })
    await call.hangUp()
    await event('ended')
  })

  test('plays early media, then does what comes next', async () => {
    const call = await bench.call(extension('1001'), '1002')
    const sdp = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 8\r\n'
    const { promise: heard, resolve: goOn } = Promise.withResolvers<void>()
    ;(await questions.next()).answer({
      verb: 'progress',
      sdp,
      context: '',
      async next() {
        await heard
        return reject(486)
      },
    })
    expect(await call.early()).toBe(sdp)
    goOn()
    expect(await call.over()).toBe(486)
  })

  test('a caller gives up while the hub thinks, and while phones ring', async () => {
    await bench.register(extension('1002'))
    const thinking = await bench.call(extension('1001'), '1002')
    const asked = await questions.next()
    await thinking.cancel()
    expect(await thinking.over()).toBe(487)
    expect(await event('cancelled')).toEqual({ kind: 'cancelled', callId: thinking.callId })
    expect(await event('failed')).toEqual({ kind: 'failed', callId: thinking.callId, sipStatus: 487 })
    asked.answer(ring('', '1002'))

    const ringing = await bench.call(extension('1001'), '1002')
    ;(await questions.next()).answer(ring('', '1002'))
    const phone = await bench.ringing(extension('1002'))
    await ringing.cancel()
    await phone.stopped()
    expect(await ringing.over()).toBe(487)
    expect(await event('cancelled')).toMatchObject({ callId: ringing.callId })
  })

  lampConformance(() => bench)

  test('without a verdict the fallback is taken, and told', async () => {
    const call = await bench.call(extension('1001'), '0701740607')
    ;(await questions.next()).fail()
    expect(await event('fallback')).toEqual({ kind: 'fallback', callId: call.callId, dialled: '0701740607' })
    expect(await call.over()).toBe(503)
  })
}
