/** Click to dial by the real Kamailio: which phones ring, what they show, and that nobody but a hub may ask. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { header, status } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Phone, sdp } from '../../connectors/telephony/kamailio/testing/phone.ts'
import type { PlacedCall } from '../../connectors/telephony/port.ts'
import { startHub, type TestHub } from './testing/hub.ts'
import { norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'

let kamailio: TestKamailio
let hub: TestHub
const extension = `1001@${norrsken}`
const placed: PlacedCall = { extension, to: '+46701740605', show: { number: '+46701740605', name: 'Maria Holm' } }

beforeAll(async () => {
  kamailio = await startKamailio()
  kamailio.addDevice('1001-desk', norrsken, 'secret-1001', extension)
})
afterAll(() => kamailio.stop())
beforeEach(async () => {
  hub = await startHub(kamailio)
})
afterEach(async () => {
  await kamailio.rpc.ulRm(extension)
  await hub.stop()
})

async function registered(): Promise<Phone> {
  const phone = await kamailio.deskPhone('1001')
  expect(status(await phone.register())).toBe(200)
  return phone
}
const problem = (placing: Promise<void>) => placing.catch((error: unknown) => error)

test('all phones ring and show whom it is for; the one that answers is asked to call, the others stop', async () => {
  const [first, second] = [await registered(), await registered()]
  const placing = hub.telephony.place(placed)
  const [one, two] = [await first.incoming('INVITE'), await second.incoming('INVITE')]
  for (const invite of [one, two]) {
    expect(header(invite, 'From')).toMatch(/^"Maria Holm" <sip:\+46701740605@norrsken/)
    expect(invite.body).toContain('a=inactive')
  }
  first.reply(one, 180)
  second.reply(two, 180)
  expect(await hub.event('ringing')).toMatchObject({ extension })
  second.reply(two, 200, { body: sdp })
  first.reply(await first.incoming('CANCEL'), 200)
  first.reply(one, 487)
  const refer = await second.incoming('REFER')
  expect(header(refer, 'Refer-To')).toBe(`<sip:+46701740605@${norrsken}>`)
  expect(header(refer, 'Referred-By')).toBe(`<sip:${extension}>`)
  second.reply(refer, 202)
  second.send({ ...second.within(two, 'NOTIFY', [['Event', 'refer']]), body: 'SIP/2.0 180 Ringing\r\n' })
  second.reply(await second.incoming('BYE'), 200)
  await placing
  expect(await hub.event('ended')).toMatchObject({ seconds: 0 })
  expect(hub.questions()).toEqual([])
  expect(await hub.telephony.ongoingCalls()).toEqual([])
})

async function hungUpAtThePhone(asked: boolean): Promise<unknown> {
  const phone = await registered()
  const placing = problem(hub.telephony.place(placed))
  const invite = await phone.incoming('INVITE')
  phone.reply(invite, 200, { body: sdp })
  const refer = await phone.incoming('REFER')
  if (asked) phone.reply(refer, 202)
  expect(status(await phone.transact(phone.within(invite, 'BYE')))).toBe(200)
  return placing
}

test('whoever hangs up before the phone calls has changed her mind', async () => {
  expect(await hungUpAtThePhone(false)).toMatchObject({ problem: 'declined' })
})

test('a phone that hangs up by itself as soon as it calls has done what it was asked', async () => {
  expect(await hungUpAtThePhone(true)).toBeUndefined()
})

test('a browser is not rung: it has a way of its own', async () => {
  const browser = await kamailio.browser('1001')
  expect(status(await browser.register())).toBe(200)
  expect(await problem(hub.telephony.place(placed))).toMatchObject({ problem: 'no-phone' })
  const phone = await registered()
  const placing = problem(hub.telephony.place(placed))
  phone.reply(await phone.incoming('INVITE'), 486)
  expect(await placing).toMatchObject({ problem: 'busy' })
  expect(browser.inbox().filter(({ start }) => start.startsWith('INVITE'))).toEqual([])
})

test('only a hub may ask: others are asked who they are, by whatever way they come', async () => {
  const phone = await registered()
  const hubs = { user: '+46701740605', domain: norrsken }
  // A browser's connection, which a hub passed on; and UDP on the phones' port.
  const stranger = await kamailio.browserOf(hubs)
  for (const other of [stranger, await kamailio.telephone(hubs)]) {
    const invite = other.request('INVITE', `sip:${extension}`, { body: sdp })
    expect(status(await other.transact(invite))).toBe(407)
  }
  expect(phone.inbox()).toEqual([])
  // A hub's connection does this alone.
  const own = await kamailio.browserOf(hubs, '/place')
  expect(status(await own.transact(own.request('REGISTER', `sip:${norrsken}`)))).toBe(405)
})

test('nobody to ask: Kamailio is away', async () => {
  await kamailio.kill()
  expect(await problem(hub.telephony.place(placed))).toMatchObject({ problem: 'away' })
  await kamailio.start()
})
