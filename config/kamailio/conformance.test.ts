import { afterAll, beforeAll } from 'vitest'
import { type Bench, telephonyConformance } from '../../connectors/telephony/conformance.ts'
import { lampAt, messagesIn, subscribe, told } from '../../connectors/telephony/kamailio/testing/lamp.ts'
import { header, type Message, status, uriIn } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Phone, sdp } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { startHub } from './testing/hub.ts'
import { norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'

let kamailio: TestKamailio

beforeAll(async () => {
  kamailio = await startKamailio()
  for (const user of ['1001', '1002', '1003', '1004']) {
    kamailio.addDevice(`${user}-desk`, norrsken, `secret-${user}`, `${user}@${norrsken}`)
    kamailio.addNumber(`${user}@${norrsken}`, '')
  }
  await kamailio.rpc.htableReload('numbers')
})
afterAll(() => kamailio.stop())

async function open(): Promise<Bench> {
  const hub = await startHub(kamailio)
  const phones = new Map<string, Phone>()
  async function at(extension: string) {
    const known = phones.get(extension) ?? (await kamailio.deskPhone(extension.split('@')[0] ?? ''))
    phones.set(extension, known)
    return known
  }
  /** Phones confirm what ends a call, whoever ends it, and answer who asks whether they are there. */
  const confirm = (phone: Phone) => {
    for (const name of ['BYE', 'OPTIONS']) void phone.incoming(name).then(asked => phone.reply(asked, 200))
  }
  /** Calls where it is asked to, and tells how that goes (RFC 3515). */
  async function transfers(phone: Phone, invite: Message) {
    const refer = await phone.incoming('REFER')
    if (phone.user === '1004') return phone.reply(refer, 501)
    phone.reply(refer, 202)
    const tell = (line: string) => {
      const about = [
        ['Event', 'refer'],
        ['Subscription-State', 'active'],
        ['Content-Type', 'message/sipfrag'],
      ] as const
      phone.send({ ...phone.within(invite, 'NOTIFY', about), body: `SIP/2.0 ${line}\r\n` })
    }
    tell('100 Trying')
    const call = await phone.call(uriIn(header(refer, 'Refer-To')))
    await call.response(code => code >= 180)
    tell('180 Ringing')
    await call.final()
  }
  return {
    telephony: hub.telephony,
    domain: norrsken,
    async register(extension) {
      await (await at(extension)).register()
    },
    async unregister(extension) {
      await (await at(extension)).register(0)
    },
    async call(extension, dialled) {
      const phone = await at(extension)
      const call = await phone.call(`sip:${dialled}@${norrsken}`)
      confirm(phone)
      return {
        callId: call.callId,
        over: async () => status(await call.final()),
        early: async () => (await call.response(code => code === 183)).body,
        cancel: async () => call.cancel(),
        hangUp: async () => {
          await call.bye()
        },
      }
    },
    async ringing(extension) {
      const phone = await at(extension)
      const invite = await phone.incoming('INVITE')
      phone.reply(invite, 180)
      confirm(phone)
      return {
        async answer() {
          phone.reply(invite, 200, { body: sdp })
          void transfers(phone, invite)
        },
        refuse: async code => phone.reply(invite, code),
        async stopped() {
          phone.reply(await phone.incoming('CANCEL'), 200)
          phone.reply(invite, 487)
        },
      }
    },
    lamp: async (extension, whose) => lampAt(await at(extension), whose),
    async messages(extension, asks) {
      const phone = await at(extension)
      const lamp = told(phone, asks ? await subscribe(phone, 'message-summary', extension) : undefined)
      return { shows: waiting => lamp.shows(messagesIn, waiting) }
    },
    async close() {
      for (const extension of phones.keys()) await kamailio.rpc.ulRm(extension)
      await hub.stop()
    },
  }
}

telephonyConformance(open)
