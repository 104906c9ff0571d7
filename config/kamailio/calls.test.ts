import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { all, header, method, status, target, text } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Phone, sdp } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { dial, reject, ring, startHub, type TestHub } from './testing/hub.ts'
import { fjallstrom, norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'

let kamailio: TestKamailio
let hub: TestHub
let anna: Phone
let bjorn: Phone
let cecilia: Phone
/** The public network: calls in, and where calls out go. */
let trunk: Phone
let network: Phone

const aor = (user: string) => `${user}@${norrsken}`

beforeAll(async () => {
  kamailio = await startKamailio()
  const peer = { user: 'network', domain: 'carrier.example' }
  network = await kamailio.telephone(peer, kamailio.trunkPort, kamailio.peerPort)
  for (const user of ['1001', '1002', '1003']) kamailio.addDevice(`${user}-desk`, norrsken, `secret-${user}`, aor(user))
  kamailio.addDevice('1001-desk', fjallstrom, 'secret-1001', `1001@${fjallstrom}`)
})
afterAll(() => kamailio.stop())

beforeEach(async () => {
  hub = await startHub(kamailio)
  anna = await kamailio.deskPhone('1001')
  bjorn = await kamailio.deskPhone('1002')
  cecilia = await kamailio.deskPhone('1003')
  trunk = await kamailio.telephone({ user: '+46701740607', domain: 'carrier.example' }, kamailio.trunkPort)
  for (const one of [anna, bjorn, cecilia]) {
    await one.register()
    await hub.event('registered')
  }
})
afterEach(async () => {
  for (const one of [anna, bjorn, cecilia]) await one.register(0)
  await hub.stop()
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
  expect(await hub.event('ringing')).toEqual({ kind: 'ringing', callId: call.callId, extension: aor('1002') })

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

test('the public network is never asked to transfer', async () => {
  const call = await trunk.call('sip:+46846500401@svara.localhost')
  ;(await hub.question()).answer(ring([aor('1001')]))
  const invite = await anna.incoming('INVITE')
  anna.reply(invite, 200, { body: sdp })
  await call.final()
  await anna.incoming('ACK')
  const refer = anna.within(invite, 'REFER', [['Refer-To', `<sip:1002@${norrsken}>`]])
  expect(status(await anna.transact(refer))).toBe(405)
  const ended = call.bye()
  anna.reply(await anna.incoming('BYE'), 200)
  await ended
  expect(trunk.inbox().filter(message => method(message) === 'REFER')).toEqual([])
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
  expect(await hub.event('cancelled')).toMatchObject({ callId: ringing.callId })

  const early = await trunk.call('sip:+46846500401@svara.localhost')
  ;(await hub.question()).answer({ verb: 'progress', sdp, context: '', next: () => new Promise(() => {}) })
  await early.response(code => code === 183)
  early.cancel()
  expect(status(await early.final())).toBe(487)
  expect(await hub.event('failed', ({ callId }) => callId === early.callId)).toMatchObject({ sipStatus: 487 })
  expect(await hub.telephony.ongoingCalls()).toEqual([])
})

test('hanging up for both, and who hung up', async () => {
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  bjorn.reply(await bjorn.incoming('INVITE'), 200, { body: sdp })
  await call.final()
  await bjorn.incoming('ACK')
  await hub.event('answered')
  await hub.telephony.hangUp(call.callId)
  bjorn.reply(await bjorn.incoming('BYE'), 200)
  anna.reply(await anna.incoming('BYE'), 200)
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
