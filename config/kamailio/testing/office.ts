/** Three phones, a trunk and the public network around one Kamailio and one hub, for each test anew. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Phone } from '../../../connectors/telephony/kamailio/testing/phone.ts'
import { startHub, type TestHub } from './hub.ts'
import { fjallstrom, norrsken, startKamailio, type TestKamailio } from './kamailio.ts'

export interface Office {
  readonly kamailio: TestKamailio
  readonly hub: TestHub
  readonly anna: Phone
  readonly bjorn: Phone
  readonly cecilia: Phone
  /** The public network: calls in, and where calls out go. */
  readonly trunk: Phone
  readonly network: Phone
}

export const aor = (user: string) => `${user}@${norrsken}`

/** Hands `take` the office of each test before it begins. */
export function useOffice(take: (office: Office) => void): void {
  let kamailio: TestKamailio
  let network: Phone
  let hub: TestHub
  let phones: readonly Phone[]

  beforeAll(async () => {
    kamailio = await startKamailio()
    const peer = { user: 'network', domain: 'carrier.example' }
    network = await kamailio.telephone(peer, kamailio.trunkPort, kamailio.peerPort)
    for (const user of ['1001', '1002', '1003']) {
      kamailio.addDevice(`${user}-desk`, norrsken, `secret-${user}`, aor(user))
    }
    kamailio.addDevice('1001-desk', fjallstrom, 'secret-1001', `1001@${fjallstrom}`)
  })
  afterAll(() => kamailio.stop())

  beforeEach(async () => {
    hub = await startHub(kamailio)
    const anna = await kamailio.deskPhone('1001')
    const bjorn = await kamailio.deskPhone('1002')
    const cecilia = await kamailio.deskPhone('1003')
    const trunk = await kamailio.telephone({ user: '+46701740607', domain: 'carrier.example' }, kamailio.trunkPort)
    phones = [anna, bjorn, cecilia]
    for (const one of phones) {
      await one.register()
      await hub.event('registered')
    }
    take({ kamailio, hub, anna, bjorn, cecilia, trunk, network })
  })
  afterEach(async () => {
    for (const one of phones) await one.register(0)
    await hub.stop()
  })
}
