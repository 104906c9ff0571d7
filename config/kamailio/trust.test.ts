import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import WebSocket from 'ws'
import { all, header, method, parse, status, text } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Phone, sdp } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { reject, ring, startHub, type TestHub } from './testing/hub.ts'
import { fjallstrom, norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'

let kamailio: TestKamailio
let hub: TestHub
let anna: Phone
let gustav: Phone

const aor = (user: string) => `${user}@${norrsken}`

beforeAll(async () => {
  // Nobody here is a peer of the trunk port.
  kamailio = await startKamailio({ trunkPeers: ['192.0.2.0/24'] })
  for (const user of ['1001', '1002']) kamailio.addDevice(`${user}-desk`, norrsken, `secret-${user}`, aor(user))
  kamailio.addDevice('1001-desk', fjallstrom, 'secret-gustav', `1001@${fjallstrom}`)
  anna = await kamailio.deskPhone('1001')
  gustav = await kamailio.telephone({ user: '1001', domain: fjallstrom, name: '1001-desk', secret: 'secret-gustav' })
})
afterAll(() => kamailio.stop())
beforeEach(async () => {
  hub = await startHub(kamailio)
})
afterEach(() => hub.stop())

test('a registration tells the device, and its end', async () => {
  expect(status(await anna.register(3600))).toBe(200)
  expect(await hub.event('registered')).toEqual({
    kind: 'registered',
    extension: aor('1001'),
    contact: `sip:1001@127.0.0.1:${anna.port}`,
    device: '1001-desk',
    userAgent: 'Test phone',
    expires: 600,
  })
  const [registration, ...others] = await hub.telephony.registrations()
  expect(others).toEqual([])
  expect(registration).toMatchObject({ extension: aor('1001'), device: '1001-desk', userAgent: 'Test phone' })
  const left = Number(registration?.expiresAt) - Date.now()
  expect(left).toBeGreaterThan(500_000)
  expect(left).toBeLessThanOrEqual(600_000)
  expect(status(await anna.register(0))).toBe(200)
  expect(await hub.event('unregistered')).toEqual({
    kind: 'unregistered',
    extension: aor('1001'),
    contact: `sip:1001@127.0.0.1:${anna.port}`,
  })
  expect(await hub.telephony.registrations()).toEqual([])
})

test('a device may take all its extension back at once', async () => {
  const second = await kamailio.deskPhone('1001')
  await anna.register()
  await second.register()
  anna.reachedAt('*')
  expect(status(await anna.register(0))).toBe(200)
  anna.reachedAt(`<sip:1001@127.0.0.1:${anna.port}>`)
  expect(await hub.event('unregistered')).toEqual({ kind: 'unregistered', extension: aor('1001'), contact: '*' })
  expect(await hub.telephony.registrations()).toEqual([])
})

test.each([
  ['a wrong secret', { user: '1001', domain: norrsken, name: '1001-desk', secret: 'guess' }],
  ['an unknown device', { user: '1001', domain: norrsken, name: '1001-other', secret: 'secret-1001' }],
  ["another organisation's secret", { user: '1001', domain: fjallstrom, name: '1001-desk', secret: 'secret-1001' }],
])('%s neither registers nor calls', async (_, identity) => {
  const phone = await kamailio.telephone(identity)
  expect(status(await phone.register())).toBe(401)
  expect(status(await phone.transact(phone.request('INVITE', `sip:1002@${identity.domain}`, { body: sdp })))).toBe(407)
  expect(hub.questions()).toEqual([])
  expect(await hub.telephony.registrations()).toEqual([])
})

test('a device registers and calls as its own extension only', async () => {
  const posing = await kamailio.telephone({ user: '1002', domain: norrsken, name: '1001-desk', secret: 'secret-1001' })
  expect(status(await posing.register())).toBe(403)
  const call = await anna.call(`sip:1002@${norrsken}`, { from: `<sip:1002@${norrsken}>` })
  expect(status(await call.final())).toBe(403)
  const elsewhere = await kamailio.telephone({ user: '1001', domain: 'example.com', name: '1001-desk', secret: 'x' })
  expect(status(await elsewhere.register())).toBe(403)
  expect(hub.questions()).toEqual([])
})

test('what a phone says of its own identity is not believed, but its wish to be hidden is', async () => {
  const bjorn = await kamailio.deskPhone('1002')
  await bjorn.register()
  const forged = [
    ['P-Asserted-Identity', '<sip:112@svara.localhost>'],
    ['P-Preferred-Identity', '<sip:112@svara.localhost>'],
    ['Remote-Party-ID', '<sip:112@svara.localhost>'],
    ['Diversion', '<sip:112@svara.localhost>'],
    ['History-Info', '<sip:112@svara.localhost>;index=1'],
    ['X-Svara-Trusted', 'yes'],
    ['Privacy', 'id'],
  ] as const
  const call = await anna.call(`sip:1002@${norrsken}`, { extra: forged })
  const asked = await hub.question()
  expect(asked.question.caller).toEqual({ number: '1001', hidden: true })
  asked.answer(ring([aor('1002')], { show: { number: '1001', hidden: false } }))
  const invite = await bjorn.incoming('INVITE')
  expect(all(invite, 'P-Asserted-Identity')).toEqual([`<sip:1001@${norrsken}>`])
  for (const [name] of forged.slice(1)) expect(all(invite, name)).toEqual([])
  expect(text(invite)).not.toContain('112@svara')
  bjorn.reply(invite, 486)
  ;(await hub.question()).answer(reject(486))
  await call.final()
  await bjorn.register(0)
})

test("another organisation's short number is another one", async () => {
  await anna.register()
  await gustav.register()
  const call = await gustav.call(`sip:1001@${fjallstrom}`)
  const asked = await hub.question()
  expect(asked.question).toMatchObject({
    domain: fjallstrom,
    source: { domain: fjallstrom, extension: `1001@${fjallstrom}` },
  })
  asked.answer(ring([`1001@${fjallstrom}`]))
  gustav.reply(await gustav.incoming('INVITE'), 486)
  ;(await hub.question()).answer(reject(486))
  expect(status(await call.final())).toBe(486)
  expect(anna.inbox().filter(message => method(message) === 'INVITE')).toEqual([])
  await anna.register(0)
  await gustav.register(0)
})

test('without a hub neither: the number map serves within the organisation', async () => {
  await hub.stop()
  await anna.register()
  const call = await gustav.call(`sip:1001@${norrsken}`)
  // 1001 of the caller's own organisation, who isn't registered and not in the map.
  expect(status(await call.final())).toBe(503)
  expect(anna.inbox().filter(message => method(message) === 'INVITE')).toEqual([])
  await anna.register(0)
})

test('who is no peer gets no answer on the trunk port', async () => {
  const stranger = await kamailio.telephone({ user: '+46701740607', domain: 'carrier.example' }, kamailio.trunkPort)
  await stranger.call('sip:+46846500401@svara.localhost')
  stranger.send(stranger.request('OPTIONS', 'sip:svara.localhost'))
  // Kamailio has looked at both when it says so.
  await kamailio.logged(/OPTIONS on the trunk port from 127\.0\.0\.1/)
  expect(stranger.inbox()).toEqual([])
  expect(hub.questions()).toEqual([])
})

test('a request that only pretends to be of a dialog goes nowhere', async () => {
  const network = await kamailio.telephone(
    { user: 'n', domain: 'carrier.example' },
    kamailio.sipPort,
    kamailio.peerPort,
  )
  for (const route of [
    [],
    [['Route', `<sip:127.0.0.1:${kamailio.sipPort};lr>`]],
    [['Route', `<sip:127.0.0.1:${kamailio.sipPort};lr;seal=0123456789abcdef01234567>`]],
  ] as const) {
    const forged = anna.request('INVITE', `sip:+46900123456@127.0.0.1:${kamailio.peerPort}`, {
      to: `<sip:+46900123456@${norrsken}>;tag=made-up`,
      extra: route,
      body: sdp,
    })
    expect(status(await anna.transact(forged))).toBe(481)
  }
  expect(network.inbox()).toEqual([])
})

test('a secret that was taken away ends what was believed, and the registration', async () => {
  kamailio.addDevice('1003-desk', norrsken, 'secret-1003', aor('1003'))
  const phone = await kamailio.deskPhone('1003')
  expect(status(await phone.register())).toBe(200)
  kamailio.directory.exec("DELETE FROM directory_sip_credentials WHERE username = '1003-desk'")
  expect(status(await phone.register())).toBe(200)
  await hub.telephony.forgetDevice('1003-desk', norrsken)
  expect(await hub.telephony.registrations()).toEqual([])
  expect(status(await phone.register())).toBe(401)
})

test('a new secret is believed at once, though the old one was known', async () => {
  kamailio.addDevice('1004-desk', norrsken, 'secret-1004', aor('1004'))
  const phone = await kamailio.deskPhone('1004')
  await phone.register(0)
  kamailio.directory.exec("DELETE FROM directory_sip_credentials WHERE username = '1004-desk'")
  kamailio.addDevice('1004-desk', norrsken, 'new', aor('1004'))
  const renewed = await kamailio.telephone({ user: '1004', domain: norrsken, name: '1004-desk', secret: 'new' })
  expect(status(await renewed.register(0))).toBe(200)
})

test('OPTIONS is answered, scanners are not, and other methods are refused', async () => {
  expect(status(await anna.transact(anna.request('OPTIONS', 'sip:svara.localhost')))).toBe(200)
  const message = anna.request('MESSAGE', `sip:1002@${norrsken}`)
  expect(status(await anna.transact(message))).toBe(405)
  const scanner = await kamailio.telephone({ user: '100', domain: norrsken })
  const asked = scanner.request('OPTIONS', 'sip:100@svara.localhost')
  const headers = asked.headers.map(
    ([name, value]) => [name, name === 'User-Agent' ? 'friendly-scanner' : value] as const,
  )
  scanner.send({ ...asked, headers })
  const after = scanner.request('OPTIONS', 'sip:svara.localhost')
  expect(status(await scanner.transact(after))).toBe(200)
  expect(scanner.inbox().map(one => header(one, 'Call-ID'))).toEqual([])
})

test('a browser comes by WebSocket and is authenticated like a phone', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${kamailio.httpPort}/sip`, 'sip')
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const request = anna.request('INVITE', `sip:1002@${norrsken}`, {
    extra: [['P-Asserted-Identity', '<sip:+46846500401@svara.localhost>']],
    body: sdp,
  })
  const headers = request.headers.map(([name, value]) => [name, value.replace('SIP/2.0/UDP', 'SIP/2.0/WS')] as const)
  socket.send(text({ ...request, headers }))
  const answer = await new Promise<string>(resolve =>
    socket.once('message', (data: Buffer) => resolve(data.toString())),
  )
  expect(status(parse(answer))).toBe(407)
  expect(hub.questions()).toEqual([])
  socket.close()
})

test('HTTP serves RPC and WebSockets, on its own port alone', async () => {
  const base = `http://127.0.0.1:${kamailio.httpPort}`
  expect((await fetch(`${base}/RPC`)).status).toBe(404)
  expect((await fetch(`${base}/other`, { method: 'POST', body: '{}' })).status).toBe(404)
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'core.version' })
  const refused = await fetch(`http://127.0.0.1:${kamailio.sipPort}/RPC`, { method: 'POST', body })
  expect(refused.status).toBe(403)
})

test('too large a request is refused', async () => {
  const socket = connect(kamailio.sipPort, '127.0.0.1')
  const request = anna.request('INVITE', `sip:1002@${norrsken}`, { body: `${sdp}${'a=x\r\n'.repeat(4000)}` })
  const headers = request.headers.map(([name, value]) => [name, value.replace('SIP/2.0/UDP', 'SIP/2.0/TCP')] as const)
  socket.write(text({ ...request, headers }))
  const answer = await new Promise<string>(resolve => socket.once('data', data => resolve(String(data))))
  expect(status(parse(answer))).toBe(513)
  socket.destroy()
})
