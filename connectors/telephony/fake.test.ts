import { expect, test, vi } from 'vitest'
import { type Bench, telephonyConformance } from './conformance.ts'
import { type FakeDevice, fakeTelephony } from './fake.ts'
import type { Source } from './port.ts'

const domain = 'norrsken.svara.localhost'
const device = (extension: string): Source => ({
  kind: 'device',
  extension,
  domain,
  device: `${extension.split('@')[0]}-desk`,
  address: '192.0.2.1:5060',
})

async function open(): Promise<Bench> {
  const telephony = fakeTelephony()
  await telephony.start()
  const devices = new Map<string, FakeDevice>()
  return {
    telephony,
    domain,
    async register(extension) {
      devices.set(extension, telephony.register(extension, undefined, !extension.startsWith('1004@')))
    },
    async unregister(extension) {
      devices.get(extension)?.unregister()
    },
    async call(extension, dialled) {
      const call = telephony.call({ source: device(extension), dialled })
      return {
        callId: call.callId,
        over: () => call.over,
        early: () => call.early(),
        cancel: async () => call.cancel(),
        hangUp: async () => call.hangUp(),
      }
    },
    async ringing(extension) {
      const ringing = await devices.get(extension)?.ringing()
      if (!ringing) throw new Error(`${extension} is not registered`)
      return {
        answer: async () => ringing.answer(),
        refuse: async sipStatus => ringing.refuse(sipStatus),
        stopped: () => ringing.cancelled,
      }
    },
    lamp: async (_, whose) => ({ shows: line => vi.waitUntil(() => telephony.lamp(whose) === line && line) }),
    messages: async at => ({
      shows: waiting =>
        vi.waitUntil(() => JSON.stringify(telephony.messages(at)) === JSON.stringify(waiting) && waiting),
    }),
    close: () => telephony.stop(),
  }
}

telephonyConformance(open)

test('dials the public network, which may not answer in time', async () => {
  const telephony = fakeTelephony()
  await telephony.start()
  const outcomes: unknown[] = []
  telephony.answer(async question => {
    outcomes.push(question.step?.outcome)
    if (question.step) return { verb: 'reject', sipStatus: 480, reason: 'Nobody' }
    return {
      verb: 'dial',
      number: '+46701740607',
      seconds: 20,
      context: 'c',
      show: { number: '+46846500401', hidden: true },
    }
  })
  const call = telephony.call({ source: device(`1001@${domain}`), dialled: '0701740607' })
  const network = await telephony.dialled()
  expect(network).toMatchObject({ at: '+46701740607', show: { number: '+46846500401', hidden: true } })
  network.unanswered()
  expect(await call.over).toBe(480)
  expect(outcomes).toEqual([undefined, 'unanswered'])
})

test('asks for a verdict with nothing carried out', async () => {
  const telephony = fakeTelephony()
  await telephony.start()
  telephony.answer(async question => ({ verb: 'reject', sipStatus: 603, reason: question.dialled }))
  const verdict = await telephony.ask({ source: { kind: 'trunk', address: '192.0.2.9:5060' }, dialled: '+46846500401' })
  expect(verdict).toEqual({ verb: 'reject', sipStatus: 603, reason: '+46846500401' })
  expect(await telephony.ongoingCalls()).toEqual([])
})

test('a call that rings rings at an agent too, for the first who asks', async () => {
  const telephony = fakeTelephony()
  await telephony.start()
  const show = { number: '1001', hidden: false }
  const extensions = [`1002@${domain}`]
  telephony.answer(async () => ({ verb: 'ring', extensions, seconds: 20, context: '', show }))
  const phone = telephony.register(`1002@${domain}`)
  const agent = telephony.register('1-token@voice.invalid')
  const call = telephony.call({ source: device(`1001@${domain}`), dialled: '1002' })
  const rung = await phone.ringing()
  const ringAlso = () => telephony.ringAlso(call.callId, '1-token@voice.invalid')
  expect(await Promise.all([ringAlso(), ringAlso()])).toEqual([true, false])
  ;(await agent.ringing()).answer()
  await rung.cancelled
  expect(await call.over).toBe(200)
  expect(await ringAlso()).toBe(false)
})
