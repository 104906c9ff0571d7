import { afterAll, beforeAll, expect, test } from 'vitest'
import { status } from '../../connectors/telephony/kamailio/testing/message.ts'
import { norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'

let kamailio: TestKamailio
beforeAll(async () => {
  kamailio = await startKamailio({ floodLimit: 200 })
  kamailio.addDevice('1001-desk', norrsken, 'secret-1001', `1001@${norrsken}`)
})
afterAll(() => kamailio.stop())

/** Addresses of their own: 127.0.0.1 is the hub's, and knows no limit. */
const from = (address: string, secret: string) =>
  kamailio.telephone({ user: '1001', domain: norrsken, name: '1001-desk', secret }, kamailio.sipPort, 0, address)

test('an address that guesses secrets is heard no more; the others are', async () => {
  const guesser = await from('127.0.0.2', 'guess')
  for (let guess = 0; guess < 31; guess += 1) expect(status(await guesser.register())).toBe(401)
  guesser.send(guesser.request('OPTIONS', 'sip:svara.localhost'))
  const honest = await from('127.0.0.3', 'secret-1001')
  expect(status(await honest.register(0))).toBe(200)
  expect(guesser.inbox()).toEqual([])
})

test('a flood from one address is cut off, and the others are served', async () => {
  const flood = await from('127.0.0.4', 'x')
  for (let sent = 0; sent < 500; sent += 1) flood.send(flood.request('OPTIONS', 'sip:svara.localhost'))
  await kamailio.logged(/flood from 127\.0\.0\.4/)
  const honest = await from('127.0.0.3', 'secret-1001')
  expect(status(await honest.register(0))).toBe(200)
  expect(flood.inbox().length).toBeLessThan(500)
})
