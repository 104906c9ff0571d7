import { afterAll, beforeAll } from 'vitest'
import { type Bench, telephonyConformance } from '../../connectors/telephony/conformance.ts'
import { status } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Phone, sdp } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { startHub } from './testing/hub.ts'
import { norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'

let kamailio: TestKamailio

beforeAll(async () => {
  kamailio = await startKamailio()
  for (const user of ['1001', '1002', '1003']) {
    kamailio.addDevice(`${user}-desk`, norrsken, `secret-${user}`, `${user}@${norrsken}`)
  }
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
  /** Phones confirm what ends a call, whoever ends it. */
  const confirmBye = (phone: Phone) => void phone.incoming('BYE').then(bye => phone.reply(bye, 200))
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
      confirmBye(phone)
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
      confirmBye(phone)
      return {
        answer: async () => phone.reply(invite, 200, { body: sdp }),
        refuse: async code => phone.reply(invite, code),
        async stopped() {
          phone.reply(await phone.incoming('CANCEL'), 200)
          phone.reply(invite, 487)
        },
      }
    },
    async close() {
      for (const extension of phones.keys()) await kamailio.rpc.ulRm(extension)
      await hub.stop()
    },
  }
}

telephonyConformance(open)
