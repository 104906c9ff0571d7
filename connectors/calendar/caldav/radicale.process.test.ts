import { frontOf } from '../../../test/harness/dav-front.ts'
import { startRadicale } from '../../../test/harness/radicale.ts'
import { calendarConformance, home } from '../conformance.ts'
import { caldav } from './index.ts'
import { icsOf, owner } from './testing/write.ts'

const lacks = {
  focus: 'iCalendar has no words for it',
  watch: 'CalDAV has none',
}

calendarConformance('CalDAV, on Radicale', lacks, async () => {
  const radicale = await startRadicale({ user: owner })
  const front = await frontOf(radicale.port)
  await radicale.makeCalendar('calendar', 'Kalender')
  await radicale.makeCalendar('family', 'Familjen')
  const vendor = caldav({ inside: [front.host] })
  const login = { address: front.url, user: radicale.user, password: radicale.password }
  const grant = await vendor.signIn?.grant(login)
  if (!grant) throw new Error('no grant')
  return {
    ...{ vendor, grant },
    put: async entry => radicale.put('calendar', entry.key, icsOf(entry, home)),
    remove: key => radicale.remove('calendar', key),
    become: async (health, retryAfter) => front.become(health, retryAfter),
    loseCount: async () => front.forgetTokens(),
    atOnce: () => front.atOnce,
    async stop() {
      await front.stop()
      await radicale.stop()
    },
  }
})
