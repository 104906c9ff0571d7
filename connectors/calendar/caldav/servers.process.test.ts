/** On servers as they are, written into by a program that isn't ours. */

import { frontOf } from '../../../test/harness/dav-front.ts'
import { startDavical } from '../../../test/harness/davical.ts'
import { startRadicale } from '../../../test/harness/radicale.ts'
import { type CalendarUnderTest, calendarConformance, home } from '../conformance.ts'
import { caldav } from './index.ts'
import { icsOf, owner } from './testing/write.ts'

const lacks = { focus: 'iCalendar has no words for it', watch: 'CalDAV has none' }
type Server = Awaited<ReturnType<typeof startDavical>>

async function open(server: Server): Promise<CalendarUnderTest> {
  const front = await frontOf(server.port)
  await server.makeCalendar('calendar', 'Kalender')
  await server.makeCalendar('family', 'Familjen')
  const vendor = caldav({ inside: [front.host] })
  const { user, password } = server
  const grant = await vendor.signIn?.grant({ address: front.url, user, password })
  if (!grant) throw new Error('no grant')
  return {
    ...{ vendor, grant },
    put: async entry => server.put('calendar', `${entry.key}.ics`, icsOf(entry, home)),
    remove: key => server.remove('calendar', `${key}.ics`),
    become: async (health, retryAfter) => front.become(health, retryAfter),
    loseCount: async () => front.forgetTokens(),
    atOnce: () => front.atOnce,
    async stop() {
      await front.stop()
      await server.stop()
    },
  }
}

calendarConformance('CalDAV, on Radicale', lacks, async () => open(await startRadicale({ user: owner })))
calendarConformance('CalDAV, on DAViCal', lacks, async () => open(await startDavical({ address: owner })))
