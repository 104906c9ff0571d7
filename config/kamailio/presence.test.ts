/** Lamps of desk phones by the real Kamailio: who may watch whom, and what survives a hub and a Kamailio that are killed. */
import { expect, test } from 'vitest'
import { lampAt, messagesIn, subscribe, told } from '../../connectors/telephony/kamailio/testing/lamp.ts'
import { header, status } from '../../connectors/telephony/kamailio/testing/message.ts'
import { startHub } from './testing/hub.ts'
import { fjallstrom } from './testing/kamailio.ts'
import { aor, type Office, useOffice } from './testing/office.ts'

let office: Office
useOffice(given => {
  office = given
})

async function mapKnows(...users: string[]): Promise<void> {
  for (const user of users) office.kamailio.addNumber(aor(user), '')
  office.kamailio.addNumber(`1001@${fjallstrom}`, '')
  await office.kamailio.rpc.htableReload('numbers')
}

test('a phone watches colleagues, and nobody else; its own messages, and no other’s', async () => {
  const { anna, kamailio } = office
  await mapKnows('1001', '1002', '1003')
  expect(status(await subscribe(anna, 'dialog', aor('1002')))).toBe(200)
  expect(status(await subscribe(anna, 'dialog', `1001@${fjallstrom}`))).toBe(403)
  expect(status(await subscribe(anna, 'dialog', aor('1088')))).toBe(404)
  expect(status(await subscribe(anna, 'message-summary', aor('1001')))).toBe(200)
  expect(status(await subscribe(anna, 'message-summary', aor('1002')))).toBe(403)
  const presence = await subscribe(anna, 'presence', aor('1002'))
  expect([status(presence), header(presence, 'Allow-Events')]).toEqual([489, 'dialog, message-summary'])
  const stranger = await kamailio.telephone({ user: '1001', domain: fjallstrom, name: '1001-desk', secret: 'wrong' })
  expect(status(await subscribe(stranger, 'dialog', aor('1002')))).toBe(407)
})

test('nobody publishes but a hub', async () => {
  const { anna, trunk } = office
  const extra = [['Event', 'dialog']] as const
  for (const phone of [anna, trunk]) {
    expect(status(await phone.transact(phone.request('PUBLISH', `sip:${aor('1002')}`, { extra })))).toBe(405)
  }
})

test('no lamp tells whom somebody talks to', async () => {
  const { anna, bjorn, hub } = office
  hub.telephony.showLine(aor('1003'), 'in-call')
  const lamp = told(anna, await subscribe(anna, 'dialog', aor('1003')))
  const bodies = [(await lamp.next()).body, (await lamp.next()).body]
  expect(bodies.at(-1)).toContain('<state>confirmed</state>')
  expect(bodies.join()).not.toMatch(/remote|identity|target/)
  expect(bjorn.inbox()).toEqual([])
})

test('after a hub has gone another one sets the lamps; a message lamp too', async () => {
  const { anna, hub, kamailio } = office
  hub.telephony.showLine(aor('1002'), 'in-call')
  const lamp = await lampAt(anna, aor('1002'))
  await lamp.shows('in-call')
  const messages = told(anna, await subscribe(anna, 'message-summary', aor('1001')))
  hub.telephony.showMessages(aor('1001'), { new: 2, old: 0 })
  await messages.shows(messagesIn, { new: 2, old: 0 })
  await hub.stop()
  await kamailio.noHub()
  // The call has ended meanwhile: nobody told this one that there was any.
  const next = await startHub(kamailio)
  next.telephony.showLine(aor('1002'), 'idle')
  expect(await lamp.shows('idle')).toBe('idle')
  next.telephony.showMessages(aor('1001'), { new: 0, old: 2 })
  expect(await messages.shows(messagesIn, { new: 0, old: 2 })).toEqual({ new: 0, old: 2 })
  next.telephony.showLine(aor('1002'), 'ringing')
  expect(await lamp.shows('ringing')).toBe('ringing')
  await next.stop()
})

test('subscriptions outlive Kamailio, and the lamps are set again, by a hub that starts then too', async () => {
  const { anna, hub, kamailio } = office
  hub.telephony.showLine(aor('1002'), 'in-call')
  const lamp = await lampAt(anna, aor('1002'))
  await lamp.shows('in-call')
  await kamailio.subscribed(anna.port)
  await kamailio.kill()
  await hub.event('disconnected')
  await kamailio.start()
  expect(await lamp.shows('in-call')).toBe('in-call')
  await kamailio.kill()
  await hub.event('disconnected')
  hub.telephony.showLine(aor('1002'), 'idle')
  await kamailio.start()
  expect(await lamp.shows('idle')).toBe('idle')
  await hub.stop()
  await kamailio.kill()
  await kamailio.start()
  const next = await startHub(kamailio)
  next.telephony.showLine(aor('1002'), 'ringing')
  expect(await lamp.shows('ringing')).toBe('ringing')
  await next.stop()
})
