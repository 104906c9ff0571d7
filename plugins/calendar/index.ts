import { v7 } from 'uuid'
import { z } from 'zod'
import { calendar } from '../../connectors/calendar/port.ts'
import { speech } from '../../connectors/speech/port.ts'
import { ruleChanges } from '../../core/flow/rule-store.ts'
import { definePlugin } from '../../core/hub.ts'
import { directory } from '../directory/contract.ts'
import { activitySources } from '../presence/contract.ts'
import { openDecisions } from './decisions.ts'
import { openJudging } from './judging.ts'
import { openKeeping } from './keeping.ts'
import { openLinking } from './linking.ts'
import { tables as createTables } from './migrations/001-tables.ts'
import { decisions as createDecisions } from './migrations/002-decisions.ts'
import { openPeople } from './people.ts'
import { openReading } from './reading.ts'
import { type Link, openRecords, toldLink } from './records.ts'
import { provideRoutes } from './routes.ts'
import { calendarTables } from './tables.ts'
import { openWatching } from './watching.ts'
import { words } from './words/index.ts'

export const calendarPlugin = definePlugin({
  id: 'calendar',
  needs: { directory, calendars: calendar, activities: activitySources, ruleChanges, speech },
  uses: ['directory', 'presence'],
  migrations: [createTables, createDecisions],
  words,
  async setup(hub, { directory, calendars, activities, ruleChanges, speech }) {
    const tables = calendarTables(hub)
    const records = openRecords(hub, tables)
    const judging = openJudging(hub)
    const people = openPeople(directory, activities)
    const decisions = openDecisions(hub, { tables, judging, people })
    const vendorOf = (link: Link) => calendars.vendors.find(({ name }) => name === link.vendor)
    const shown = (link: Link) => toldLink(link, vendorOf(link))
    const keeping = openKeeping(hub, { tables, records, judging, people, decisions, activities, shown })
    const changed = hub.broadcast(
      'changed',
      z.object({ organisation: z.string(), person: z.string(), cause: z.string() }),
      ({ organisation, person, cause }) => keeping.refresh(organisation, person, cause),
    )
    const linkChanged = hub.broadcast('link', z.object({ organisation: z.string(), id: z.string() }), link =>
      keeping.refreshLink(link.organisation, link.id),
    )
    const linkParts = {
      changed: (link: Link, cause: string) =>
        changed({ organisation: link.organisationId, person: link.personId, cause }),
      linkChanged: (link: Link) => linkChanged({ organisation: link.organisationId, id: link.id }),
    }
    const watching = openWatching(hub, {
      ...{ tables, calendars },
      async told(organisationId, id) {
        await tables.links.update({ toldAt: new Date() }, { where: { organisationId, id } })
        await reading.soon({ organisationId, id })
      },
    })
    const reading = openReading(hub, { tables, records, calendars, directory, judging, watching, ...linkParts })
    const linking = openLinking(hub, { tables, records, calendars, reading, watching, ...linkParts })
    provideRoutes(hub, {
      ...{ tables, people, activities, directory, speech, calendars, linking, judging, decisions, toldLink: shown },
      changed: ({ organisation, person }) => changed({ organisation, person, cause: v7() }),
      settled: person => keeping.settled(person),
    })
    ruleChanges.onChange(({ scope, organisation, owner }) => {
      if (scope === 'person' || scope === 'organisation')
        keeping.judgeAnew(organisation, scope === 'person' ? owner : '')
    })
    hub.onResync(() => keeping.load())
    await keeping.load()
    hub.onStart(async () => {
      // What counts may be another since it was last read: the standard's rules come with each version.
      keeping.judgeAnew()
      await reading.resume()
    })
    hub.onStop(() => calendars.stop())
  },
})
