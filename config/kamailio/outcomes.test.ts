/** What phones make of a call, and what the hub is asked then. */
import { expect, test } from 'vitest'
import { method, status } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Phone, sdp } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { reject, ring, type TestHub } from './testing/hub.ts'
import { norrsken, type TestKamailio } from './testing/kamailio.ts'
import { aor, useOffice } from './testing/office.ts'

let kamailio: TestKamailio
let hub: TestHub
let anna: Phone
let bjorn: Phone
let cecilia: Phone
useOffice(office => {
  ;({ kamailio, hub, anna, bjorn, cecilia } = office)
})

test.each([
  [486, 'busy'],
  [600, 'busy'],
  [603, 'declined'],
  [480, 'unreachable'],
  [404, 'unreachable'],
  [503, 'unreachable'],
  [488, 'unreachable'],
])('a phone that refuses with %i is %s, and the hub is asked again with its context', async (code, outcome) => {
  const call = await anna.call(`sip:1002@${norrsken}`)
  const context = JSON.stringify({ step: 1, text: 'a "quoted", \\ Åäö \' $var(x)' })
  ;(await hub.question()).answer(ring([aor('1002')], { context }))
  bjorn.reply(await bjorn.incoming('INVITE'), code)
  const again = await hub.question()
  expect(again.question).toMatchObject({ callId: call.callId, dialled: '1002', caller: { number: '1001' }, sdp })
  expect(again.question.step?.outcome).toBe(outcome)
  expect(again.question.step?.context).toBe(context)
  again.answer(ring([aor('1003')]))
  const invite = await cecilia.incoming('INVITE')
  cecilia.reply(invite, 200, { body: sdp })
  expect(status(await call.final())).toBe(200)
  expect(await hub.event('answered')).toMatchObject({ callId: call.callId, to: aor('1003') })
  const ended = call.bye()
  cecilia.reply(await cecilia.incoming('BYE'), 200)
  await ended
})

test('phones that ring for as long as the verdict says are unanswered', async () => {
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')], { seconds: 1, context: 'first' }))
  const invite = await bjorn.incoming('INVITE')
  bjorn.reply(invite, 180)
  const cancel = await bjorn.incoming('CANCEL')
  bjorn.reply(cancel, 200)
  bjorn.reply(invite, 487)
  const again = await hub.question()
  expect(again.question.step).toEqual({ outcome: 'unanswered', sipStatus: 408, context: 'first' })
  again.answer(reject(480))
  expect(status(await call.final())).toBe(480)
  expect(await hub.event('failed')).toEqual({ kind: 'failed', callId: call.callId, sipStatus: 480 })
})

test('an outcome is that of the last step, not of an earlier one', async () => {
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')], { seconds: 1 }))
  const first = await bjorn.incoming('INVITE')
  bjorn.reply(first, 180)
  bjorn.reply(await bjorn.incoming('CANCEL'), 200)
  bjorn.reply(first, 487)
  const unanswered = await hub.question()
  expect(unanswered.question.step?.outcome).toBe('unanswered')
  unanswered.answer(ring([aor('1003')]))
  const second = await cecilia.incoming('INVITE')
  cecilia.reply(second, 180)
  await hub.event('ringing', ({ extension }) => extension === aor('1003'))
  cecilia.reply(second, 486)
  const busy = await hub.question()
  expect(busy.question.step).toMatchObject({ outcome: 'busy', sipStatus: 486 })
  busy.answer(reject(486))
  expect(status(await call.final())).toBe(486)
})

test('nobody registered is unreachable at once, and so is a phone that is silent', async () => {
  const call = await anna.call(`sip:1009@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1009')], { context: 'x' }))
  const again = await hub.question()
  expect(again.question.step).toEqual({ outcome: 'unreachable', sipStatus: 480, context: 'x' })
  again.answer(ring([aor('1002')], { seconds: 1, context: 'y' }))
  await bjorn.incoming('INVITE')
  const silent = await hub.question()
  expect(silent.question.step).toMatchObject({ outcome: 'unreachable', context: 'y' })
  silent.answer(reject(480))
  expect(status(await call.final())).toBe(480)
})

test('all devices of all extensions ring together; the first to answer has the call', async () => {
  const second = await kamailio.deskPhone('1002')
  await second.register()
  const call = await anna.call(`sip:1000@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1009'), aor('1002'), aor('1003')]))
  const [first, other, third] = await Promise.all([bjorn, second, cecilia].map(one => one.incoming('INVITE')))
  if (!first || !other || !third) throw new Error('unreachable')
  bjorn.reply(first, 180)
  await hub.event('ringing', ({ extension }) => extension === aor('1002'))
  cecilia.reply(third, 180)
  await hub.event('ringing', ({ extension }) => extension === aor('1003'))
  // One member of a group declines: the others ring on.
  bjorn.reply(first, 603)
  await bjorn.incoming('ACK')
  second.reply(other, 180)
  await hub.event('ringing', ({ extension }) => extension === aor('1002'))
  expect([...second.inbox(), ...cecilia.inbox()].map(method)).not.toContain('CANCEL')
  second.reply(other, 200, { body: sdp })
  expect(status(await call.final())).toBe(200)
  await second.incoming('ACK')
  cecilia.reply(await cecilia.incoming('CANCEL'), 200)
  cecilia.reply(third, 487)
  expect(await hub.event('answered')).toMatchObject({ to: aor('1002') })
  const ended = call.bye()
  second.reply(await second.incoming('BYE'), 200)
  await ended
  await second.register(0)
})

test('a person who declines on one device declines on all', async () => {
  const second = await kamailio.deskPhone('1002')
  await second.register()
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  const [first, other] = await Promise.all([bjorn, second].map(one => one.incoming('INVITE')))
  if (!first || !other) throw new Error('unreachable')
  second.reply(other, 180)
  await hub.event('ringing')
  bjorn.reply(first, 603)
  second.reply(await second.incoming('CANCEL'), 200)
  second.reply(other, 487)
  const again = await hub.question()
  expect(again.question.step?.outcome).toBe('declined')
  again.answer(reject(603))
  expect(status(await call.final())).toBe(603)
  await second.register(0)
})

test('a busy device beside one that rang on is unanswered', async () => {
  const second = await kamailio.deskPhone('1002')
  await second.register()
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')], { seconds: 1 }))
  const [first, other] = await Promise.all([bjorn, second].map(one => one.incoming('INVITE')))
  if (!first || !other) throw new Error('unreachable')
  second.reply(other, 180)
  bjorn.reply(first, 486)
  second.reply(await second.incoming('CANCEL'), 200)
  second.reply(other, 487)
  const again = await hub.question()
  expect(again.question.step?.outcome).toBe('unanswered')
  again.answer(reject(480))
  await call.final()
  await second.register(0)
})

test('after five diversions there is no sixth', async () => {
  const call = await anna.call(`sip:1002@${norrsken}`)
  for (let tried = 0; tried < 6; tried += 1) {
    ;(await hub.question()).answer(ring([aor('1002')], { context: String(tried) }))
    bjorn.reply(await bjorn.incoming('INVITE'), 486)
  }
  ;(await hub.question()).answer(ring([aor('1003')]))
  expect(status(await call.final())).toBe(480)
  expect(cecilia.inbox().filter(message => method(message) === 'INVITE')).toEqual([])
})
