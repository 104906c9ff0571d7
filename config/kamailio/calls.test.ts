/** Calls in and out: who is told what of whom, and where they go. */
import { expect, test } from 'vitest'
import { all, header, method, status, target, text } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Phone, sdp } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { dial, reject, ring, type TestHub } from './testing/hub.ts'
import { norrsken, type TestKamailio } from './testing/kamailio.ts'
import { aor, useOffice } from './testing/office.ts'

let kamailio: TestKamailio
let hub: TestHub
let anna: Phone
let bjorn: Phone
let trunk: Phone
let network: Phone
useOffice(office => {
  ;({ kamailio, hub, anna, bjorn, trunk, network } = office)
})

test('a verdict to ring makes a call, which both sides and the hub see through to its end', async () => {
  const call = await anna.call(`sip:1002@${norrsken}`)
  const asked = await hub.question()
  expect(asked.question).toMatchObject({
    callId: call.callId,
    source: { kind: 'device', extension: aor('1001'), domain: norrsken, device: '1001-desk' },
    caller: { number: '1001', hidden: false },
    dialled: '1002',
    domain: norrsken,
    sdp,
  })
  expect(header(call.invite, 'From')).toContain(asked.question.fromTag)
  asked.answer(ring([aor('1002')], { show: { number: '1001', name: 'Anna "Åsa" Svensson', hidden: false } }))

  const invite = await bjorn.incoming('INVITE')
  expect(header(invite, 'From')).toContain(`"Anna 'Åsa' Svensson" <sip:1001@${norrsken}>`)
  expect(all(invite, 'P-Asserted-Identity')).toEqual([`<sip:1001@${norrsken}>`])
  bjorn.reply(invite, 180)
  expect(status(await call.response())).toBe(180)
  expect(await hub.event('ringing')).toEqual({
    ...{ kind: 'ringing', callId: call.callId },
    ...{ extension: aor('1002'), from: aor('1001') },
  })

  bjorn.reply(invite, 200, { body: sdp })
  const answer = await call.final()
  expect(status(answer)).toBe(200)
  expect(header(answer, 'From')).toBe(header(call.invite, 'From'))
  await bjorn.incoming('ACK')
  expect(await hub.event('answered')).toEqual({
    kind: 'answered',
    callId: call.callId,
    from: aor('1001'),
    to: aor('1002'),
  })
  expect(await hub.telephony.ongoingCalls()).toMatchObject([
    { callId: call.callId, from: aor('1001'), to: aor('1002'), state: 'confirmed' },
  ])

  const ended = call.bye()
  bjorn.reply(await bjorn.incoming('BYE'), 200)
  expect(status(await ended)).toBe(200)
  expect(await hub.event('ended')).toMatchObject({ callId: call.callId, by: 'caller' })
  expect(await hub.telephony.ongoingCalls()).toEqual([])
})

test('a call from the trunk tells who calls by P-Asserted-Identity, and whether to hide it', async () => {
  const call = await trunk.call('sip:+46846500401@svara.localhost', {
    from: '"Anonymous" <sip:anonymous@anonymous.invalid>',
    extra: [
      ['P-Asserted-Identity', '"Olof \\"Olle\\" Berg" <sip:+46701740607@carrier.example>'],
      ['Privacy', 'id'],
    ],
  })
  const asked = await hub.question()
  expect(asked.question).toMatchObject({
    source: { kind: 'trunk', address: `127.0.0.1:${trunk.port}` },
    caller: { number: '+46701740607', name: 'Olof "Olle" Berg', hidden: true },
    dialled: '+46846500401',
    domain: 'svara.localhost',
  })
  asked.answer(ring([aor('1001')], { show: { ...asked.question.caller } }))
  const invite = await anna.incoming('INVITE')
  expect(text(invite)).not.toContain('46701740607')
  expect(header(invite, 'From')).toMatch(/^"Anonymous" <sip:anonymous@anonymous\.invalid>/)
  expect(all(invite, 'P-Asserted-Identity')).toEqual([])
  expect(header(invite, 'Privacy')).toBe('id')
  anna.reply(invite, 200, { body: sdp })
  expect(status(await call.final())).toBe(200)
  await anna.incoming('ACK')
  expect(await hub.event('answered')).toMatchObject({ from: '+46701740607', to: aor('1001') })
  // What follows reaches the caller all the same.
  const ended = anna.transact(anna.within(invite, 'BYE'))
  const bye = await trunk.incoming('BYE')
  expect(target(bye)).toContain('sip:+46701740607@127.0.0.1')
  expect(header(bye, 'To')).toContain('sip:anonymous@anonymous.invalid')
  trunk.reply(bye, 200)
  expect(status(await ended)).toBe(200)
  expect(await hub.event('ended')).toMatchObject({ callId: call.callId, by: 'callee' })
})

test('without P-Asserted-Identity the trunk is believed by From, and a caller may be nobody', async () => {
  const first = await trunk.call('sip:+46846500401@svara.localhost')
  const known = await hub.question()
  expect(known.question.caller).toEqual({ number: '+46701740607', hidden: false })
  known.answer(reject(603, 'Decline'))
  expect(status(await first.final())).toBe(603)

  const second = await trunk.call('sip:+46846500401@svara.localhost', { from: '<sip:anonymous@anonymous.invalid>' })
  const unknown = await hub.question()
  expect(unknown.question.caller).toEqual({ number: undefined, hidden: false })
  unknown.answer(ring([aor('1001')], { show: unknown.question.caller }))
  const invite = await anna.incoming('INVITE')
  expect(header(invite, 'From')).toMatch(/^"Anonymous" <sip:anonymous@anonymous\.invalid>/)
  anna.reply(invite, 200, { body: sdp })
  await second.final()
  await anna.incoming('ACK')
  expect(await hub.event('answered')).toEqual({ kind: 'answered', callId: second.callId, from: '', to: aor('1001') })
  expect(await hub.telephony.ongoingCalls()).toMatchObject([{ from: '', to: aor('1001') }])
  const ended = second.bye()
  anna.reply(await anna.incoming('BYE'), 200)
  await ended
})

test('a verdict to dial goes to the trunk with the number that is to be shown', async () => {
  const call = await anna.call(`sip:0701740607@${norrsken}`)
  const asked = await hub.question()
  asked.answer(dial('+46701740607', { show: { number: '+46846500401', name: 'Anna Svensson', hidden: false } }))
  const invite = await network.incoming('INVITE')
  expect(target(invite)).toBe(`sip:+46701740607@127.0.0.1:${kamailio.peerPort}`)
  expect(header(invite, 'From')).toContain('"Anna Svensson" <sip:+46846500401@svara.localhost>')
  expect(all(invite, 'P-Asserted-Identity')).toEqual(['<sip:+46846500401@svara.localhost>'])
  expect(all(invite, 'Privacy')).toEqual([])
  expect(header(invite, 'Via')).toContain(`:${kamailio.trunkPort}`)
  network.reply(invite, 200, { body: sdp })
  expect(status(await call.final())).toBe(200)
  await network.incoming('ACK')
  expect(await hub.event('answered')).toMatchObject({ from: aor('1001'), to: '+46701740607' })
  const ended = call.bye()
  network.reply(await network.incoming('BYE'), 200)
  await ended
})

test('who is hidden is anonymous in the public network, which still learns whom to bill', async () => {
  const call = await anna.call(`sip:0701740607@${norrsken}`)
  const asked = await hub.question()
  asked.answer(dial('+46701740607', { show: { number: '+46846500401', name: 'Anna', hidden: true } }))
  const invite = await network.incoming('INVITE')
  expect(header(invite, 'From')).toMatch(/^"Anonymous" <sip:anonymous@anonymous\.invalid>/)
  expect(header(invite, 'P-Asserted-Identity')).toBe('<sip:+46846500401@svara.localhost>')
  expect(header(invite, 'Privacy')).toBe('id')
  network.reply(invite, 486)
  ;(await hub.question()).answer(reject(486))
  expect(status(await call.final())).toBe(486)
})

test('a phone at which a call was sent on shows whom it was for first, but for who hides (RFC 7044)', async () => {
  const call = await anna.call(`sip:1003@${norrsken}`)
  const first = { number: '+46846500403', reason: 'unconditional', hidden: false } as const
  const hidden = { number: '+46846500404', reason: 'user-busy', hidden: true } as const
  const asked = await hub.question()
  asked.answer(ring([aor('1002')], { history: [first, hidden] }))
  const invite = await bjorn.incoming('INVITE')
  expect(all(invite, 'History-Info')).toEqual([
    [
      `<sip:+46846500403@${norrsken}>;index=1`,
      '<sip:anonymous@anonymous.invalid;cause=302>;index=1.1;mp=1',
      `<sip:1002@${norrsken};cause=486>;index=1.1.1;mp=1.1`,
    ].join(', '),
  ])
  bjorn.reply(invite, 480)
  // What a verdict doesn't name is not said.
  ;(await hub.question()).answer(ring([aor('1002')]))
  const again = await bjorn.incoming('INVITE')
  expect(all(again, 'History-Info')).toEqual([])
  bjorn.reply(again, 486)
  ;(await hub.question()).answer(reject(486))
  expect(status(await call.final())).toBe(486)
})

test('early media is sent as the hub gave it, and the next verdict follows on the same call', async () => {
  const call = await trunk.call('sip:+46846500401@svara.localhost')
  const asked = await hub.question()
  const spoken = sdp.replace('20000', '30000')
  let next = () => {}
  const played = new Promise<void>(resolve => {
    next = resolve
  })
  asked.answer({
    verb: 'progress',
    sdp: spoken,
    context: 'announced',
    async next() {
      await played
      return ring([aor('1001')], { context: 'after it' })
    },
  })
  const progress = await call.response()
  expect([status(progress), progress.body]).toEqual([183, spoken])
  next()
  const invite = await anna.incoming('INVITE')
  anna.reply(invite, 486)
  const again = await hub.question()
  expect(again.question.step).toEqual({ outcome: 'busy', sipStatus: 486, context: 'after it' })
  again.answer(reject(486, 'Busy Here'))
  expect(status(await call.final())).toBe(486)
})

test('the public network is never asked to transfer', async () => {
  const call = await trunk.call('sip:+46846500401@svara.localhost')
  ;(await hub.question()).answer(ring([aor('1001')]))
  const invite = await anna.incoming('INVITE')
  anna.reply(invite, 200, { body: sdp })
  await call.final()
  await anna.incoming('ACK')
  const refer = anna.within(invite, 'REFER', [['Refer-To', `<sip:1002@${norrsken}>`]])
  // No agent is there that could.
  expect(status(await anna.transact(refer))).toBe(503)
  const ended = call.bye()
  anna.reply(await anna.incoming('BYE'), 200)
  await ended
  expect(trunk.inbox().filter(message => method(message) === 'REFER')).toEqual([])
})
