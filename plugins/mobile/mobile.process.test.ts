/** The mobile as a leg of the extension, at a real Kamailio and a real voice agent. */
import { beforeAll, expect, test } from 'vitest'
import { baresip } from '../../test/harness/baresip.ts'
import { deviceOf, type Person, person, why, winners } from '../../test/harness/demonstration.ts'
import { phone, trunkCall } from '../../test/harness/phones.ts'
import { useStack } from '../../test/harness/stack.ts'
import { callByMobile, setMobile } from './contract.ts'

const stack = useStack()
let anna: Person
const number = '+46701740699'
const always = { number, rings: 'always', known: true, calls: 'ip' } as const
beforeAll(async () => {
  anna = await person(stack(), 'anna')
  await anna.session.call(setMobile, always)
})

const far = { user: number, domain: '127.0.0.1', authName: '', secret: '' }
/** Her mobile, or its voicemail: whatever answers at the far side of the trunk. */
const mobileAt = () => ({ registered: false, port: stack().outPort })

test('the mobile’s own voicemail answers and takes no call: the desk phone goes on ringing, and gets it', async () => {
  const voicemail = await phone(stack(), far, { does: 'answers', afterMs: 0 }, mobileAt())
  const desk = await phone(stack(), deviceOf('anna'), { does: 'answers', afterMs: 2500 })
  const call = await trunkCall(stack(), '+46701740607', '+46846500401')
  const isBye = ({ direction, method }: { direction: string; method?: string | undefined }) =>
    direction === 'received' && method === 'BYE'
  await voicemail.rung()
  const answer = await call.final()
  expect(answer.status).toBe(200)
  expect(desk.invites()).toHaveLength(1)
  await voicemail.message(isBye)
  await call.ended
  const explained = await why(anna.session, '+46701740607')
  expect(explained.entry).toMatchObject({ direction: 'incoming', outcome: 'answered' })
  expect(winners(explained)[0]).toBe('mobile-too')
  await desk.close()
  await voicemail.close()
})

test('who presses 1 on the mobile has the call, and the two hear each other', async () => {
  const mobile = await baresip({
    server: stack().trunkPort,
    as: number,
    answers: true,
    tone: 1000,
    port: stack().outPort,
  })
  const caller = await baresip({ server: stack().trunkPort, as: '+46701740608', tone: 440 })
  caller.dial('sip:+46846500401@svara.localhost')
  await mobile.event('CALL_ESTABLISHED')
  await mobile.hearing(1)
  expect(caller.events().map(({ type }) => type)).not.toContain('CALL_ESTABLISHED')
  mobile.press('1')
  await caller.event('CALL_ESTABLISHED')
  await caller.hearing(1)
  caller.hangUp()
  await mobile.event('CALL_CLOSED')
  const { entry } = await why(anna.session, '+46701740608')
  expect(entry).toMatchObject({ direction: 'incoming', outcome: 'answered' })
  await caller.stop()
  await mobile.stop()
})

test('called back through the hub: the mobile rings, then whom she calls, as her extension', async context => {
  const bjorn = await person(stack(), 'bjorn')
  const desk = await bjorn.soundingPhone(context, 700)
  const mobile = await baresip({ server: stack().trunkPort, as: number, answers: true, port: stack().outPort })
  context.onTestFinished(() => mobile.stop())
  await anna.session.call(callByMobile, { to: '1002' })
  await mobile.event('CALL_ESTABLISHED')
  await mobile.hearing(1)
  expect(desk.events().map(({ type }) => type)).not.toContain('CALL_ESTABLISHED')
  mobile.press('1')
  await desk.event('CALL_ESTABLISHED')
  await desk.hearing(1)
  mobile.hangUp()
  await desk.event('CALL_CLOSED')
  const { entry } = await why(anna.session, '+46846500402')
  expect(entry).toMatchObject({ direction: 'outgoing', outcome: 'answered' })
  const theirs = await why(bjorn.session, '1001')
  expect(theirs.entry).toMatchObject({ direction: 'incoming', outcome: 'answered' })
})

test('a call from her mobile is hers: colleagues see her name', async () => {
  const bjorn = await phone(stack(), deviceOf('bjorn'), { does: 'rings' })
  const call = await trunkCall(stack(), number, '+46846500402', { cancel: { on: 180, afterMs: 0 } })
  expect((await bjorn.rung()).header('From')).toMatch(/^"Anna Svensson" <sip:1001@/)
  await call.ended
  await anna.session.call(setMobile, { ...always, known: false })
  const stranger = await trunkCall(stack(), number, '+46846500402', { cancel: { on: 180, afterMs: 0 } })
  await stranger.ended
  expect(bjorn.invites().at(-1)?.header('From')).toContain(`<sip:${number}@`)
  await bjorn.close()
})
