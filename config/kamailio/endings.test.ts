/** How calls end: before an answer, and after it. */
import { expect, test } from 'vitest'
import { header, type Message, method, status } from '../../connectors/telephony/kamailio/testing/message.ts'
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

/** What each side answers, in turn; 0: nothing. */
async function answering(phone: Phone, ...codes: readonly number[]): Promise<readonly Message[]> {
  const asked: Message[] = []
  for (const code of codes) {
    const options = await phone.incoming('OPTIONS')
    asked.push(options)
    if (code) phone.reply(options, code)
  }
  return asked
}

test('whoever answers at all is still in the call, and is asked in a way that does no harm to it', async () => {
  const { call, invite } = await talking()
  const left = hub.telephony.isLeft(call.callId)
  const [[toAnna], [toBjorn]] = await Promise.all([answering(anna, 500), answering(bjorn, 405)])
  expect(await left).toBe(false)
  if (!toAnna || !toBjorn) throw new Error('nobody was asked')
  // In each other's name, with no number that will be used yet (RFC 3261 section 12.2.2).
  expect(header(toBjorn, 'From')).toContain(header(call.invite, 'From').split(';tag=')[1])
  expect(Number.parseInt(header(toBjorn, 'CSeq'), 10)).toBeLessThan(Number.parseInt(header(invite, 'CSeq'), 10))
  expect(header(toAnna, 'CSeq')).toBe('0 OPTIONS')
  expect(toAnna.headers.filter(([name]) => /^x-svara/i.test(name))).toEqual([])
  const ended = call.bye()
  const bye = await bjorn.incoming('BYE')
  expect(Number.parseInt(header(bye, 'CSeq'), 10)).toBeLessThan(100)
  bjorn.reply(bye, 200)
  expect(status(await ended)).toBe(200)
})

test('whoever knows nothing of the call, or says nothing twice, is gone; only who is asked about is asked', async () => {
  const { call, invite } = await talking()
  const tag = `callee${bjorn.port}`
  const restarted = hub.telephony.isLeft(call.callId, [tag])
  await answering(bjorn, 481, 481)
  expect(await restarted).toBe(true)
  const busy = hub.telephony.isLeft(call.callId, [tag])
  await answering(bjorn, 0, 200)
  expect(await busy).toBe(false)
  const dead = hub.telephony.isLeft(call.callId, [tag, 'somebody'])
  await answering(bjorn, 0, 0)
  expect(await dead).toBe(true)
  expect(anna.inbox().filter(message => method(message) === 'OPTIONS')).toEqual([])
  const ended = bjorn.transact(bjorn.within(invite, 'BYE'))
  anna.reply(await anna.incoming('BYE'), 200)
  expect(status(await ended)).toBe(200)
  await hub.event('ended')
  expect(await hub.telephony.isLeft(call.callId)).toBe(false)
})

test('a phone behind a NAT is asked where its registration came from, the public network where it says it is', async () => {
  bjorn.reachedAt('<sip:1002@192.0.2.7:5060>')
  const call = await trunk.call('sip:+46846500402@svara.localhost')
  ;(await hub.question()).answer(ring([aor('1002')]))
  bjorn.reply(await bjorn.incoming('INVITE'), 200, { body: sdp })
  await call.final()
  await bjorn.incoming('ACK')
  await hub.event('answered')
  const left = hub.telephony.isLeft(call.callId)
  await Promise.all([answering(trunk, 200), answering(bjorn, 200)])
  expect(await left).toBe(false)
  const ended = call.bye()
  bjorn.reply(await bjorn.incoming('BYE'), 200)
  await ended
})

test('whose connection is gone, and is not made again, is gone', async () => {
  const browser = await kamailio.browser('1001')
  await browser.register()
  const call = await browser.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  bjorn.reply(await bjorn.incoming('INVITE'), 200, { body: sdp })
  await call.final()
  await bjorn.incoming('ACK')
  await hub.event('answered')
  await browser.close()
  const left = hub.telephony.isLeft(call.callId)
  await answering(bjorn, 200)
  expect(await left).toBe(true)
  const hangingUp = hub.telephony.hangUp(call.callId)
  bjorn.reply(await bjorn.incoming('BYE'), 200)
  await hangingUp
})
