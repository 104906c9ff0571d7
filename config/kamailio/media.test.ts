import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Ng, ngClient } from '../../connectors/media/rtpengine/ng.ts'
import { header, status } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Phone, sdp } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { renderRtpengine } from '../rtpengine.ts'
import { reject, ring, startHub, type TestHub } from './testing/hub.ts'
import { norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'

let kamailio: TestKamailio
let rtpengine: ChildProcess
let ng: Ng
let hub: TestHub
let anna: Phone
let bjorn: Phone

const aor = (user: string) => `${user}@${norrsken}`

/** As a browser offers it (RFC 8829), shortened. */
const webrtc = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 8',
  'c=IN IP4 0.0.0.0',
  'a=rtcp:9 IN IP4 0.0.0.0',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:abcdefghijklmnopqrstuvwx',
  `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`,
  'a=setup:actpass',
  'a=mid:0',
  'a=sendrecv',
  'a=rtcp-mux',
  'a=rtpmap:111 opus/48000/2',
  'a=rtpmap:8 PCMA/8000',
  'a=candidate:1 1 udp 2122260223 127.0.0.1 50000 typ host',
  '',
].join('\r\n')

const mediaLine = (body: string) => /^m=audio (\d+) (\S+) (.*)$/m.exec(body)
const calls = async () => (await ng.send({ command: 'list' })).calls

beforeAll(async () => {
  kamailio = await startKamailio({}, async ngPort => {
    const { command, args } = renderRtpengine({ ngPort, address: '127.0.0.1', ports: [42_000, 42_199] })
    rtpengine = spawn('setpriv', ['--pdeathsig', 'KILL', command, ...args], { stdio: 'ignore' })
    ng = await ngClient({ host: '127.0.0.1', port: ngPort })
    await ng.send({ command: 'ping' })
  })
  for (const user of ['1001', '1002']) kamailio.addDevice(`${user}-desk`, norrsken, `secret-${user}`, aor(user))
})
afterAll(async () => {
  await ng.close()
  const ended = once(rtpengine, 'exit')
  rtpengine.kill('SIGKILL')
  await ended
  await kamailio.stop()
})
beforeEach(async () => {
  hub = await startHub(kamailio)
})
afterEach(async () => {
  for (const user of ['1001', '1002']) await kamailio.rpc.ulRm(aor(user))
  await hub.stop()
})

test('between phones, sound goes through rtpengine, which is freed at the end', async () => {
  anna = await kamailio.deskPhone('1001')
  bjorn = await kamailio.deskPhone('1002')
  await bjorn.register()
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  const invite = await bjorn.incoming('INVITE')
  const [, offered, protocol] = mediaLine(invite.body) ?? []
  expect(Number(offered)).toBeGreaterThanOrEqual(42_000)
  expect(protocol).toBe('RTP/AVP')
  bjorn.reply(invite, 200, { body: sdp })
  const [, answered] = mediaLine((await call.final()).body) ?? []
  expect(Number(answered)).toBeGreaterThanOrEqual(42_000)
  expect(answered).not.toBe(offered)
  await bjorn.incoming('ACK')
  expect(await calls()).toEqual([call.callId])
  const ended = call.bye()
  bjorn.reply(await bjorn.incoming('BYE'), 200)
  await ended
  await hub.event('ended')
  await expect.poll(calls, { timeout: 10_000 }).toEqual([])
})

test('a call that nobody answers is freed too', async () => {
  anna = await kamailio.deskPhone('1001')
  bjorn = await kamailio.deskPhone('1002')
  await bjorn.register()
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  bjorn.reply(await bjorn.incoming('INVITE'), 486)
  ;(await hub.question()).answer(reject(486))
  await call.final()
  await hub.event('failed')
  await expect.poll(calls, { timeout: 10_000 }).toEqual([])
})

test('a browser calls a phone: plain RTP there, DTLS and ICE here', async () => {
  const browser = await kamailio.browser('1001')
  bjorn = await kamailio.deskPhone('1002')
  await bjorn.register()
  const call = await browser.call(`sip:1002@${norrsken}`, { body: webrtc })
  const asked = await hub.question()
  expect(asked.question.sdp).toBe(webrtc)
  asked.answer(ring([aor('1002')]))
  const invite = await bjorn.incoming('INVITE')
  expect(mediaLine(invite.body)?.[2]).toBe('RTP/AVP')
  expect(invite.body).not.toMatch(/fingerprint|candidate|ice-ufrag|opus/)
  bjorn.reply(invite, 200, { body: sdp })
  const answer = await call.final()
  expect(status(answer)).toBe(200)
  expect(mediaLine(answer.body)?.[2]).toBe('UDP/TLS/RTP/SAVPF')
  expect(answer.body).toMatch(/a=fingerprint:/)
  expect(answer.body).toMatch(/a=ice-ufrag:/)
  expect(answer.body).toMatch(/a=candidate:.* 127\.0\.0\.1 /)
  expect(answer.body).toMatch(/a=rtcp-mux/)
  await bjorn.incoming('ACK')
  const ended = call.bye()
  bjorn.reply(await bjorn.incoming('BYE'), 200)
  expect(status(await ended)).toBe(200)
})

test('a phone calls a person who has a phone and a browser: each is offered what it can do', async () => {
  anna = await kamailio.deskPhone('1001')
  bjorn = await kamailio.deskPhone('1002')
  const browser = await kamailio.browser('1002')
  await bjorn.register()
  expect(status(await browser.register())).toBe(200)
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  const atPhone = await bjorn.incoming('INVITE')
  const atBrowser = await browser.incoming('INVITE')
  bjorn.reply(atPhone, 180)
  await hub.event('ringing')
  expect(mediaLine(atPhone.body)?.[2]).toBe('RTP/AVP')
  expect(atPhone.body).not.toMatch(/fingerprint|candidate/)
  expect(mediaLine(atBrowser.body)?.[2]).toBe('UDP/TLS/RTP/SAVPF')
  expect(mediaLine(atBrowser.body)?.[3]).toContain('8')
  expect(atBrowser.body).toMatch(/opus/)
  expect(atBrowser.body).toMatch(/a=candidate:/)
  browser.reply(atBrowser, 200, { body: webrtc.replace('actpass', 'active') })
  const answer = await call.final()
  expect(mediaLine(answer.body)?.[2]).toBe('RTP/AVP')
  expect(answer.body).not.toMatch(/fingerprint|candidate/)
  bjorn.reply(await bjorn.incoming('CANCEL'), 200)
  bjorn.reply(atPhone, 487)
  await browser.incoming('ACK')
  const ended = call.bye()
  browser.reply(await browser.incoming('BYE'), 200)
  expect(status(await ended)).toBe(200)
  await hub.event('ended')
  await expect.poll(calls, { timeout: 10_000 }).toEqual([])
})

test('sound stays with rtpengine when a call is put on hold, and when the offer comes late', async () => {
  anna = await kamailio.deskPhone('1001')
  bjorn = await kamailio.deskPhone('1002')
  await bjorn.register()
  const call = await anna.call(`sip:1002@${norrsken}`, { body: '' })
  const asked = await hub.question()
  expect(asked.question.sdp).toBeUndefined()
  asked.answer(ring([aor('1002')]))
  bjorn.reply(await bjorn.incoming('INVITE'), 200, { body: sdp })
  const offer = await call.final(sdp.replace('20000', '20002'))
  expect(Number(mediaLine(offer.body)?.[1])).toBeGreaterThanOrEqual(42_000)
  const ack = await bjorn.incoming('ACK')
  expect(Number(mediaLine(ack.body)?.[1])).toBeGreaterThanOrEqual(42_000)

  const held = call.again(`${sdp.replace('20000', '20002')}a=sendonly\r\n`)
  const invite = await bjorn.incoming('INVITE')
  expect(Number(mediaLine(invite.body)?.[1])).toBeGreaterThanOrEqual(42_000)
  expect(invite.body).toMatch(/a=sendonly/)
  bjorn.reply(invite, 200, { body: `${sdp}a=recvonly\r\n` })
  expect((await held).body).toMatch(/a=recvonly/)
  expect(Number(mediaLine((await held).body)?.[1])).toBeGreaterThanOrEqual(42_000)
  await bjorn.incoming('ACK')
  const ended = call.bye()
  bjorn.reply(await bjorn.incoming('BYE'), 200)
  await ended
  await hub.event('ended')
  await expect.poll(calls, { timeout: 10_000 }).toEqual([])
})

test('a browser keeps its call over a new WebSocket (RFC 5627)', async () => {
  anna = await kamailio.deskPhone('1001')
  const instance = '<urn:uuid:0198f0c2-0000-7000-8000-000000000001>'
  const at = `<sip:x@browser.invalid;transport=ws>;+sip.instance="${instance}";reg-id=1`
  const browser = await kamailio.browser('1002')
  browser.reachedAt(at)
  const registered = await browser.register()
  const gruu = /pub-gruu="([^"]+)"/.exec(header(registered, 'Contact'))?.[1] ?? ''
  expect(gruu).toContain(aor('1002'))
  const call = await anna.call(`sip:1002@${norrsken}`)
  ;(await hub.question()).answer(ring([aor('1002')]))
  const invite = await browser.incoming('INVITE')
  browser.reachedAt(`<${gruu}>`)
  browser.reply(invite, 200, { body: webrtc.replace('actpass', 'active') })
  await call.final()
  await browser.incoming('ACK')

  await browser.close()
  const reloaded = await kamailio.browser('1002')
  reloaded.reachedAt(at)
  await reloaded.register()
  const ended = call.bye()
  reloaded.reply(await reloaded.incoming('BYE'), 200)
  expect(status(await ended)).toBe(200)
})

test('a browser that goes away is registered no more', async () => {
  const browser = await kamailio.browser('1002')
  await browser.register()
  await hub.event('registered')
  await browser.close()
  expect(await hub.event('unregistered')).toMatchObject({ extension: aor('1002') })
  expect(await hub.telephony.registrations()).toEqual([])
})
