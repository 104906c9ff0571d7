import { expect, test } from 'vitest'
import { frontOf } from '../../../test/harness/dav-front.ts'
import { startRadicale } from '../../../test/harness/radicale.ts'
import { contactsConformance } from '../conformance.ts'
import { carddav } from './index.ts'
import { vcardOf } from './testing/write.ts'

contactsConformance('CardDAV, on Radicale', async () => {
  const radicale = await startRadicale()
  const front = await frontOf(radicale.port)
  await radicale.makeBook('contacts', 'Kontakter')
  await radicale.makeCalendar('calendar', 'Kalender')
  const vendor = carddav({ inside: [front.host] })
  const grant = await vendor.signIn?.grant({ address: front.url, user: radicale.user, password: radicale.password })
  if (!grant) throw new Error('no grant')
  return {
    ...{ vendor, grant, book: 'contacts/' },
    put: (card, picture) => radicale.put('contacts', card.id, vcardOf(card, picture)),
    remove: id => radicale.remove('contacts', id),
    forget: async () => front.forgetTokens(),
    revoke: async () => front.become('refused'),
    reachable: async yes => front.become(yes ? 'well' : 'unavailable'),
    async stop() {
      await front.stop()
      await radicale.stop()
    },
  }
})

test('a server in the company’s own network is asked only where the hub’s environment names it', async () => {
  const { signIn } = carddav({ inside: ['127.0.0.1:1'] })
  const login = { address: 'http://127.0.0.1:2/', user: 'anna', password: 'x' }
  await expect(signIn?.grant(login)).rejects.toMatchObject({ code: 'books.address', status: 422 })
  const private_ = { ...login, address: 'https://192.168.0.1/dav' }
  await expect(signIn?.grant(private_)).rejects.toMatchObject({ code: 'books.address' })
})
