/** How calls end: before an answer, and after it. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { header, method, status } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Phone, sdp } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { reject, ring, type TestHub } from './testing/hub.ts'
import { norrsken, type TestKamailio } from './testing/kamailio.ts'
import { aor, useOffice } from './testing/office.ts'

let hub: TestHub
let anna: Phone
let bjorn: Phone
let trunk: Phone
let kamailio: TestKamailio
useOffice(office => {
  ;({ hub, anna, bjorn, trunk, kamailio } = office)
})

test('a caller who gives up while the hub thinks', async () => {
  const call = await anna.call(`sip:1002@${norrsken}`)
  const asked = await hub.question()
  call.cancel()
  expect(status(await call.final())).toBe(487)
  expect(await hub.event('cancelled')).toEqual({ kind: 'cancelled', callId: call.callId })
  expect(await hub.event('failed')).toEqual({ kind: 'failed', callId: call.callId, sipStatus: 487 })
  // A verdict that comes too late for it rings nobody, and the next call is well.
  asked.answer(ring([aor('1002')]))
  const next = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(reject(486))
  expect(status(await next.final())).toBe(486)
  expect(bjorn.inbox().filter(message => method(message) === 'INVITE')).toEqual([])
})

test('a caller who gives up while phones ring, or in early media', async () => {
  const ringing = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  const invite = await bjorn.incoming('INVITE')
  bjorn.reply(invite, 180)
  await ringing.response()
  ringing.cancel()
  bjorn.reply(await bjorn.incoming('CANCEL'), 200)
  bjorn.reply(invite, 487)
  expect(status(await ringing.final())).toBe(487)
  const { callId } = ringing
  expect(await hub.event('cancelled', event => event.callId === callId)).toMatchObject({ callId })

  const early = await trunk.call('sip:+46846500401@svara.localhost')
  ;(await hub.question()).answer({ verb: 'progress', sdp, context: '', next: () => new Promise(() => {}) })
  await early.response(code => code === 183)
  early.cancel()
  expect(status(await early.final())).toBe(487)
  expect(await hub.event('failed', ({ callId }) => callId === early.callId)).toMatchObject({ sipStatus: 487 })
  expect(await hub.telephony.ongoingCalls()).toEqual([])
})

test('whoever gives up in the moment an announcement begins hears that the call is over', async () => {
  const giveUp = async () => {
    const call = await trunk.call('sip:+46846500401@svara.localhost')
    const asked = await hub.question(call.callId)
    asked.answer({ verb: 'progress', sdp, context: '', next: () => new Promise(() => {}) })
    await call.response(code => code === 183)
    call.cancel()
    return status(await call.final())
  }
  for (let round = 0; round < 10; round++) {
    expect(await Promise.all(Array.from({ length: 20 }, giveUp))).toEqual(Array(20).fill(487))
  }
})

/** Anna calls Björn, who answers. `confirmed` false: her ACK is lost. */
async function talking({ confirmed = true } = {}) {
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  const invite = await bjorn.incoming('INVITE')
  bjorn.reply(invite, 200, { body: sdp })
  if (confirmed) {
    await call.final()
    await bjorn.incoming('ACK')
  } else await call.response(code => code === 200)
  await hub.event('answered')
  return { call, invite }
}

test('hanging up for both, and who hung up', async () => {
  const { call, invite } = await talking()
  const hangingUp = hub.telephony.hangUp(call.callId)
  const byes = await Promise.all([bjorn.incoming('BYE'), anna.incoming('BYE')])
  const [toBjorn, toAnna] = byes
  // Each in the other's name, and later than all that she can have said.
  expect(header(toBjorn, 'From')).toBe(header(invite, 'From'))
  expect(header(toAnna, 'From')).toMatch(new RegExp(`<sip:1002@${norrsken}>;tag=callee${bjorn.port}$`))
  expect(byes.map(bye => Number.parseInt(header(bye, 'CSeq'), 10) > 1000)).toEqual([true, true])
  anna.reply(toAnna, 200)
  bjorn.reply(toBjorn, 200)
  await hangingUp
  expect(await hub.event('ended')).toMatchObject({ callId: call.callId, by: 'system' })
  expect(await hub.telephony.ongoingCalls()).toEqual([])
})

test('hanging up reaches both, however fast they confirm it, and where an ACK was lost', async () => {
  for (let round = 0; round < 20; round++) {
    const { call } = await talking({ confirmed: round % 5 !== 0 })
    const byes = [anna, bjorn].map(async phone => phone.reply(await phone.incoming('BYE'), 200))
    await hub.telephony.hangUp(call.callId)
    await Promise.all(byes)
    expect(await hub.event('ended')).toMatchObject({ callId: call.callId })
  }
})

test('hanging up on a call with the public network', async () => {
  const call = await trunk.call('sip:+46846500402@svara.localhost')
  ;(await hub.question()).answer(ring([aor('1002')]))
  bjorn.reply(await bjorn.incoming('INVITE'), 200, { body: sdp })
  await call.final()
  await bjorn.incoming('ACK')
  const byes = [trunk, bjorn].map(async phone => phone.reply(await phone.incoming('BYE'), 200))
  await hub.telephony.hangUp(call.callId)
  await Promise.all(byes)
  expect(await hub.event('ended')).toMatchObject({ callId: call.callId, by: 'system' })
})

test('the called side ends a call', async () => {
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  const invite = await bjorn.incoming('INVITE')
  bjorn.reply(invite, 200, { body: sdp })
  await call.final()
  await bjorn.incoming('ACK')
  const done = bjorn.transact(bjorn.within(invite, 'BYE'))
  const bye = await anna.incoming('BYE')
  expect(header(bye, 'From')).toContain(`sip:1002@${norrsken}`)
  anna.reply(bye, 200)
  expect(status(await done)).toBe(200)
  expect(await hub.event('ended')).toMatchObject({ callId: call.callId, by: 'callee' })
})

/** Whom Kamailio asks whether they are still in the call (dlg_set_property): 2 the caller, 4 the called. */
async function asked(callId: string): Promise<number | undefined> {
  const entry = z.looseObject({ 'call-id': z.string(), iflags: z.number() })
  const dialogs = await kamailio.rpc.call('dlg.list', [], z.array(entry))
  const found = dialogs.find(dialog => dialog['call-id'] === callId)
  return found && found.iflags & 6
}

test('desk phones are asked whether they are still in the call, where they can be found; who hides behind a NAT is not', async () => {
  for (const [contact, expected] of [
    ['', 6],
    ['<sip:1002@192.0.2.7:5060>', 2],
  ] as const) {
    if (contact) bjorn.reachedAt(contact)
    const call = await anna.call(`sip:1002@${norrsken}`)
    ;(await hub.question()).answer(ring([aor('1002')]))
    bjorn.reply(await bjorn.incoming('INVITE'), 200, { body: sdp })
    await call.final()
    await hub.event('answered')
    await bjorn.incoming('ACK')
    expect(await asked(call.callId)).toBe(expected)
    const ended = call.bye()
    bjorn.reply(await bjorn.incoming('BYE'), 200)
    await ended
    await hub.event('ended')
  }
})
