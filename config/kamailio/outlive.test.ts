/** Calls outlive Kamailio: one that was killed and is started again knows who talks, hears of the end, and reaches both. */
import { expect, test } from 'vitest'
import { status } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Phone, sdp } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { ring, type TestHub } from './testing/hub.ts'
import { norrsken, type TestKamailio } from './testing/kamailio.ts'
import { aor, useOffice } from './testing/office.ts'

let hub: TestHub
let anna: Phone
let bjorn: Phone
let kamailio: TestKamailio
useOffice(office => {
  ;({ hub, anna, bjorn, kamailio } = office)
})

async function talking(caller: Phone) {
  const call = await caller.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  const invite = await bjorn.incoming('INVITE')
  bjorn.reply(invite, 200, { body: sdp })
  await call.final()
  await bjorn.incoming('ACK')
  await hub.event('answered')
  await kamailio.savedCall(call.callId)
  return { call, invite }
}

async function again() {
  await kamailio.kill()
  await kamailio.start()
  await hub.event('connected')
}

test('who talks is known, and the end is heard of, with its length', async () => {
  const { call } = await talking(anna)
  await again()
  expect(await hub.telephony.ongoingCalls()).toMatchObject([
    { callId: call.callId, from: aor('1001'), to: aor('1002'), state: 'confirmed' },
  ])
  const ended = call.bye()
  bjorn.reply(await bjorn.incoming('BYE'), 200)
  expect(status(await ended)).toBe(200)
  expect(await hub.event('ended')).toMatchObject({ callId: call.callId, by: 'caller' })
  expect(await hub.telephony.ongoingCalls()).toEqual([])
})

test('a hub can still hang up', async () => {
  const { call } = await talking(anna)
  await again()
  const byes = [anna, bjorn].map(async phone => phone.reply(await phone.incoming('BYE'), 200))
  await hub.telephony.hangUp(call.callId)
  await Promise.all(byes)
  expect(await hub.event('ended')).toMatchObject({ callId: call.callId, by: 'system' })
})

test('a phone whose connection went with Kamailio is reached by the one that it registers by then', async () => {
  const before = await kamailio.browser('1001')
  await before.register()
  const { invite } = await talking(before)
  await again()
  const after = await kamailio.browser('1001')
  await after.register()
  const ended = bjorn.transact(bjorn.within(invite, 'BYE'))
  after.reply(await after.incoming('BYE'), 200)
  expect(status(await ended)).toBe(200)
  await after.close()
})

test('what rang when Kamailio was killed is not taken for a call, nor is what has just ended', async () => {
  const { call: over } = await talking(anna)
  const ended = over.bye()
  bjorn.reply(await bjorn.incoming('BYE'), 200)
  await ended
  const rings = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  const invite = await bjorn.incoming('INVITE')
  bjorn.reply(invite, 180)
  await rings.response(code => code === 180)
  // Calls are written down together, once a second: what was begun before this one has been.
  const { call, invite: later } = await talking(anna)
  await again()
  bjorn.reply(invite, 200, { body: sdp })
  await rings.final()
  const listed = (await hub.telephony.ongoingCalls()).map(({ callId }) => callId)
  expect(listed).toContain(call.callId)
  for (const { callId } of [rings, over]) expect(listed).not.toContain(callId)
  const done = bjorn.transact(bjorn.within(later, 'BYE'))
  anna.reply(await anna.incoming('BYE'), 200)
  expect(status(await done)).toBe(200)
})
