import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { evapiLink } from '../../connectors/telephony/kamailio/link.ts'
import { all, header, method, status, target } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Phone, sdp } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { asWire } from '../../connectors/telephony/kamailio/verdict.ts'
import { parseDecision } from '../../connectors/telephony/kamailio/wire.ts'
import { inbox, reject, ring, startHub } from './testing/hub.ts'
import { norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'

let kamailio: TestKamailio
let anna: Phone
let bjorn: Phone
let cecilia: Phone
let trunk: Phone
let network: Phone

const aor = (user: string) => `${user}@${norrsken}`

beforeAll(async () => {
  kamailio = await startKamailio()
  for (const user of ['1001', '1002', '1003']) {
    kamailio.addDevice(`${user}-desk`, norrsken, `secret-${user}`, aor(user))
    kamailio.addNumber(`+4684650040${user.at(-1)}`, aor(user))
    kamailio.addNumber(aor(user), `+4684650040${user.at(-1)}`)
  }
  kamailio.addNumber(aor('1009'), '+46846500409')
  kamailio.addNumber(aor('1000'), '+46846500400')
  kamailio.addNumber('+46846500400', `${aor('1002')},${aor('1003')}`)
  await kamailio.rpc.htableReload('numbers')
  network = await kamailio.telephone(
    { user: 'network', domain: 'carrier.example' },
    kamailio.trunkPort,
    kamailio.peerPort,
  )
})
afterAll(() => kamailio.stop())

beforeEach(async () => {
  anna = await kamailio.deskPhone('1001')
  bjorn = await kamailio.deskPhone('1002')
  cecilia = await kamailio.deskPhone('1003')
  trunk = await kamailio.telephone({ user: '+46701740607', domain: 'carrier.example' }, kamailio.trunkPort)
  for (const user of ['1001', '1002', '1003']) await kamailio.rpc.ulRm(aor(user))
  for (const one of [anna, bjorn, cecilia]) await one.register()
})

const emergencies = ['112', '+112', '+46112', '0046112', '0112', '00112']

test.each(emergencies)('%s goes out with no hub, under the landline number', async dialled => {
  const call = await anna.call(`sip:${dialled}@${norrsken}`)
  const invite = await network.incoming('INVITE')
  expect(target(invite)).toBe(`sip:112@127.0.0.1:${kamailio.peerPort}`)
  expect(header(invite, 'P-Asserted-Identity')).toBe('<sip:+46846500401@svara.localhost>')
  expect(header(invite, 'From')).toContain('<sip:+46846500401@svara.localhost>')
  network.reply(invite, 200, { body: sdp })
  expect(status(await call.final())).toBe(200)
  await network.incoming('ACK')
  const ended = call.bye()
  network.reply(await network.incoming('BYE'), 200)
  await ended
})

test('112 is asked of nobody, and told to every hub', async () => {
  const hub = await startHub(kamailio)
  const call = await anna.call(`sip:112@${norrsken}`)
  const invite = await network.incoming('INVITE')
  expect(await hub.event('emergency')).toEqual({
    kind: 'emergency',
    callId: call.callId,
    from: aor('1001'),
    dialled: '112',
  })
  network.reply(invite, 486)
  expect(status(await call.final())).toBe(486)
  expect(hub.questions()).toEqual([])
  await hub.stop()
})

test('inside, short numbers and numbers ring by the map', async () => {
  for (const dialled of ['1002', '+46846500402', '0846500402', '0046846500402']) {
    const call = await anna.call(`sip:${dialled}@${norrsken}`)
    const invite = await bjorn.incoming('INVITE')
    expect(header(invite, 'From')).toContain(`<sip:1001@${norrsken}>`)
    bjorn.reply(invite, 486)
    expect(status(await call.final())).toBe(486)
  }
})

test('a group rings all of its members, by its long and its short number', async () => {
  for (const dialled of ['1000', '+46846500400']) {
    const call = await anna.call(`sip:${dialled}@${norrsken}`)
    const invites = await Promise.all([bjorn, cecilia].map(one => one.incoming('INVITE')))
    for (const [at, invite] of invites.entries()) [bjorn, cecilia][at]?.reply(invite, 486)
    expect(status(await call.final())).toBe(486)
  }
})

test('the public network reaches people; a hidden caller stays hidden', async () => {
  for (const dialled of ['+46846500401', '46846500401', '0846500401']) {
    const call = await trunk.call(`sip:${dialled}@svara.localhost`, { extra: [['Privacy', 'id']] })
    const invite = await anna.incoming('INVITE')
    expect(header(invite, 'From')).toMatch(/^"Anonymous" <sip:anonymous@anonymous\.invalid>/)
    expect(all(invite, 'P-Asserted-Identity')).toEqual([])
    anna.reply(invite, 486)
    expect(status(await call.final())).toBe(486)
  }
})

test('what would cost money waits for a hub', async () => {
  const call = await anna.call(`sip:0701740607@${norrsken}`)
  const answer = await call.final()
  expect([status(answer), header(answer, 'Retry-After')]).toEqual([503, '30'])
  expect(network.inbox().filter(message => method(message) === 'INVITE')).toEqual([])
})

test('someone in the map who is not registered is not there', async () => {
  const call = await anna.call(`sip:1009@${norrsken}`)
  expect(status(await call.final())).toBe(480)
})

test('a hub that is mute costs a second, then the map decides; its verdict comes too late', async () => {
  const hub = await startHub(kamailio)
  const call = await anna.call(`sip:1002@${norrsken}`)
  const asked = await hub.question()
  const invite = await bjorn.incoming('INVITE')
  expect(await hub.event('fallback')).toEqual({ kind: 'fallback', callId: call.callId, dialled: '1002' })
  asked.answer(ring([aor('1003')]))
  await kamailio.logged(/a verdict came too late/)
  bjorn.reply(invite, 200, { body: sdp })
  expect(status(await call.final())).toBe(200)
  await bjorn.incoming('ACK')
  expect(cecilia.inbox().filter(message => method(message) === 'INVITE')).toEqual([])
  const ended = call.bye()
  bjorn.reply(await bjorn.incoming('BYE'), 200)
  await ended
  await hub.stop()
})

test('a late verdict on an earlier question is none on this one', async () => {
  const asked = inbox<{ ti: number; tl: number; question: number }>()
  const up = Promise.withResolvers<void>()
  const link = evapiLink({
    host: '127.0.0.1',
    port: kamailio.evapiPort,
    role: 'decisions',
    received: text => asked.add(parseDecision(text)),
    up: up.resolve,
    down: () => {},
  })
  link.open()
  await up.promise
  const call = await anna.call(`sip:1002@${norrsken}`)
  const { ti, tl, question } = await asked.take()
  link.send({ ...asWire(ring([aor('1002')])), ti, tl, question })
  bjorn.reply(await bjorn.incoming('INVITE'), 486)
  const second = await asked.take()
  expect(second).toMatchObject({ ti, tl })
  link.send({ ...asWire(reject(603)), ti, tl, question })
  const again = await asked.take()
  expect(again.question).not.toBe(second.question)
  link.send({ ...asWire(reject(486)), ti, tl, question: again.question })
  expect(status(await call.final())).toBe(486)
  link.close()
  await kamailio.noHub()
})

test('a hub that cannot decide costs nothing: the map decides', async () => {
  const hub = await startHub(kamailio)
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).fail()
  bjorn.reply(await bjorn.incoming('INVITE'), 486)
  await hub.event('fallback')
  expect(status(await call.final())).toBe(486)
  expect(hub.telephony.counts().undecided).toBe(1)
  await hub.stop()
})

test('a hub that dies while phones ring leaves the caller the last outcome', async () => {
  const hub = await startHub(kamailio)
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  const invite = await bjorn.incoming('INVITE')
  await hub.stop()
  await kamailio.noHub()
  bjorn.reply(invite, 486)
  expect(status(await call.final())).toBe(486)
})

test('a hub that was mute three times is left alone, then tried with one call', async () => {
  const hub = await startHub(kamailio)
  for (const _ of [1, 2, 3]) {
    const call = await anna.call(`sip:1002@${norrsken}`)
    bjorn.reply(await bjorn.incoming('INVITE'), 486)
    await call.final()
  }
  expect(hub.questions()).toHaveLength(3)
  const passed = await anna.call(`sip:1002@${norrsken}`)
  bjorn.reply(await bjorn.incoming('INVITE'), 486)
  await passed.final()
  expect(hub.questions()).toHaveLength(3)
  // As if the 5 s were over.
  await kamailio.rpc.call('htable.seti', ['hubs', 'until0', 1], z.unknown())
  const probe = await anna.call(`sip:1002@${norrsken}`)
  const asked = await hub.question(probe.callId)
  const beside = await anna.call(`sip:1002@${norrsken}`)
  bjorn.reply(await bjorn.incoming('INVITE'), 486)
  await beside.final()
  asked.answer(reject(603))
  expect(status(await probe.final())).toBe(603)
  const well = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question(well.callId)).answer(reject(603))
  expect(status(await well.final())).toBe(603)
  await hub.stop()
})

test('two hubs share the calls, and one that goes leaves its share to the other', async () => {
  const hubs = [await startHub(kamailio), await startHub(kamailio)] as const
  const asked = [0, 0]
  for (let made = 0; made < 16; made += 1) {
    const call = await anna.call(`sip:1002@${norrsken}`)
    const at = await Promise.race(
      hubs.map(async (hub, index) => {
        ;(await hub.question(call.callId)).answer(reject(603))
        return index
      }),
    )
    asked[at] = (asked[at] ?? 0) + 1
    await call.final()
  }
  expect(Math.min(...asked)).toBeGreaterThan(0)
  await hubs[0].stop()
  await kamailio.oneHub()
  for (let made = 0; made < 8; made += 1) {
    const call = await anna.call(`sip:1002@${norrsken}`)
    ;(await hubs[1].question(call.callId)).answer(reject(603))
    expect(status(await call.final())).toBe(603)
  }
  await hubs[1].stop()
})

test('both hubs hear every event', async () => {
  const hubs = [await startHub(kamailio), await startHub(kamailio)] as const
  await anna.register(0)
  for (const hub of hubs) expect(await hub.event('unregistered')).toMatchObject({ extension: aor('1001') })
  for (const hub of hubs) await hub.stop()
})

test('a map that changed is read again when told', async () => {
  const hub = await startHub(kamailio)
  kamailio.addNumber('+46846500499', aor('1002'))
  await hub.telephony.reloadNumbers()
  await hub.stop()
  await kamailio.noHub()
  const call = await anna.call(`sip:+46846500499@${norrsken}`)
  bjorn.reply(await bjorn.incoming('INVITE'), 486)
  expect(status(await call.final())).toBe(486)
})

test('registrations and the hub come back after Kamailio was killed', async () => {
  const hub = await startHub(kamailio)
  await kamailio.saved(anna.port, bjorn.port, cecilia.port)
  await kamailio.kill()
  await hub.event('disconnected')
  await kamailio.start()
  await hub.event('connected')
  const back = await hub.telephony.registrations()
  for (const { user, port } of [anna, bjorn, cecilia]) {
    const contact = `sip:${user}@127.0.0.1:${port}`
    expect(back).toContainEqual(expect.objectContaining({ extension: aor(user), contact, device: `${user}-desk` }))
  }
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  bjorn.reply(await bjorn.incoming('INVITE'), 486)
  ;(await hub.question()).answer(reject(486))
  expect(status(await call.final())).toBe(486)
  await hub.stop()
})

test('with the database away, known phones work on and 112 goes out from any', async () => {
  await kamailio.noHub()
  kamailio.directory.exec('ALTER TABLE directory_sip_credentials RENAME TO away')
  const call = await anna.call(`sip:1002@${norrsken}`)
  bjorn.reply(await bjorn.incoming('INVITE'), 486)
  expect(status(await call.final())).toBe(486)
  await kamailio.rpc.htableDelete('devices', `1003-desk@${norrsken}`)
  const unknown = await cecilia.call(`sip:1002@${norrsken}`)
  expect(status(await unknown.final())).toBe(503)
  const emergency = await cecilia.call(`sip:112@${norrsken}`)
  network.reply(await network.incoming('INVITE'), 486)
  expect(status(await emergency.final())).toBe(486)
  kamailio.directory.exec('ALTER TABLE away RENAME TO directory_sip_credentials')
})
