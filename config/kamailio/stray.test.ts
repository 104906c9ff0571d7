/** Responses of which no transaction is known: what Kamailio sends on, and what it doesn't. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { status } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Phone, sdp } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { ring, startHub, type TestHub } from './testing/hub.ts'
import { norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'

let kamailio: TestKamailio
let hub: TestHub
let anna: Phone
let caller: Phone

beforeAll(async () => {
  kamailio = await startKamailio()
  kamailio.addDevice('1001-desk', norrsken, 'secret-1001', `1001@${norrsken}`)
  anna = await kamailio.deskPhone('1001')
  caller = await kamailio.telephone({ user: '+46701740607', domain: 'carrier.example' }, kamailio.trunkPort)
  hub = await startHub(kamailio)
})
afterAll(async () => {
  await hub.stop()
  await kamailio.stop()
})

test.each(['phones', 'trunk'] as const)("a stranger's response at the %s' port is sent to nobody", async at => {
  const port = at === 'phones' ? kamailio.sipPort : kamailio.trunkPort
  const stranger = await kamailio.telephone({ user: 'stranger', domain: 'example.com' }, port)
  const victim = await kamailio.telephone({ user: 'victim', domain: 'example.com' }, port)
  for (const branch of ['z9hG4bKnobodys', 'z9hG4bK.1', '0']) {
    stranger.send({
      start: 'SIP/2.0 200 OK',
      headers: [
        ['Via', `SIP/2.0/UDP 127.0.0.1:${port};branch=${branch}`],
        ['Via', `SIP/2.0/UDP 127.0.0.1:${victim.port};branch=z9hG4bKvictim`],
        ['From', '<sip:victim@example.com>;tag=1'],
        ['To', '<sip:stranger@example.com>;tag=2'],
        ['Call-ID', 'nobodys'],
        ['CSeq', '1 INVITE'],
        ['Record-Route', `<sip:127.0.0.1:${port};lr=on;seal=0123456789abcdef01234567>`],
      ],
      body: sdp,
    })
  }
  // Each of its processes has had its turn when these are answered.
  for (let i = 0; i < 20; i += 1) {
    expect(status(await victim.transact(victim.request('OPTIONS', `sip:127.0.0.1:${port}`)))).toBe(200)
  }
  expect(victim.inbox()).toEqual([])
})

test('a phone that rings while Kamailio is killed is answered all the same, and can hang up', async () => {
  expect(status(await anna.register())).toBe(200)
  await kamailio.saved(anna.port)
  const call = await caller.call(`sip:+46846500401@svara.localhost`)
  ;(await hub.question()).answer(ring([`1001@${norrsken}`]))
  const invite = await anna.incoming('INVITE')
  anna.reply(invite, 180)
  await call.response(code => code === 180)
  await kamailio.kill()
  await kamailio.start()

  anna.reply(invite, 200, { body: sdp })
  expect(status(await call.final())).toBe(200)
  await anna.incoming('ACK')
  const ended = call.bye()
  anna.reply(await anna.incoming('BYE'), 200)
  expect(status(await ended)).toBe(200)
})
