import { v7 } from 'uuid'
import { z } from 'zod'
import { calendar } from '../../connectors/calendar/port.ts'
import { speech } from '../../connectors/speech/port.ts'
import { ruleDesk } from '../../core/flow/desk.ts'
import { ruleChanges } from '../../core/flow/rule-store.ts'
import { definePlugin } from '../../core/hub.ts'
import { directory, staff } from '../directory/contract.ts'
import { activitySources } from '../presence/contract.ts'
import { openAligning } from './company/align.ts'
import { isEntitled } from './company/of.ts'
import { openPolicies } from './company/policy.ts'
import { openProgress } from './company/progress.ts'
import { companiesOf, provideCompany } from './company/routes.ts'
import { openDecisions } from './decisions.ts'
import { openHearing } from './heard.ts'
import { openJudging } from './judging.ts'
import { openKeeping } from './keeping.ts'
import { openLinking } from './linking.ts'
import { tables as createTables } from './migrations/001-tables.ts'
import { decisions as createDecisions } from './migrations/002-decisions.ts'
import { company as addCompany } from './migrations/003-company.ts'
import { openPeople } from './people.ts'
import { openReading } from './reading.ts'
import { type Link, openRecords, toldLink } from './records.ts'
import { openRemoval } from './removal.ts'
import { provideRoutes } from './routes.ts'
import { calendarTables } from './tables.ts'
import { openTidying } from './tidying.ts'
import { openWatching } from './watching.ts'
import { words } from './words/index.ts'
import { openYielding } from './yielding.ts'

export const calendarPlugin = definePlugin({
  id: 'calendar',
  needs: { directory, staff, calendars: calendar, activities: activitySources, ruleChanges, desk: ruleDesk, speech },
  uses: ['directory', 'presence'],
  migrations: [createTables, createDecisions, addCompany],
  words,
  async setup(hub, { directory, staff, calendars, activities, ruleChanges, desk, speech }) {
    const tables = calendarTables(hub)
    const records = openRecords(hub, tables)
    const judging = openJudging(hub)
    const people = openPeople(directory, activities)
    const decisions = openDecisions(hub, { tables, judging, people })
    const vendorOf = (link: Link) => calendars.vendors.find(({ name }) => name === link.vendor)
    const shown = (link: Link) => toldLink(link, vendorOf(link))
    const keeping = openKeeping(hub, { tables, records, judging, people, decisions, activities, shown })
    const policies = openPolicies(tables)
    const progress = openProgress(hub, { policies, calendars, directory, people })
    const ofOrganisation = z.object({ organisation: z.string() })
    const companyChanged = hub.broadcast('company', ofOrganisation, ({ organisation }) =>
      progress.changed(organisation),
    )
    const changed = hub.broadcast(
      'changed',
      ofOrganisation.extend({ person: z.string(), cause: z.string() }),
      ({ organisation, person, cause }) => {
        keeping.refresh(organisation, person, cause)
        progress.changed(organisation)
      },
    )
    const linkChanged = hub.broadcast('link', ofOrganisation.extend({ id: z.string() }), ({ organisation, id }) => {
      keeping.refreshLink(organisation, id)
      progress.changed(organisation)
    })
    const linkParts = {
      changed: (
        { organisationId: organisation, personId: person }: Pick<Link, 'organisationId' | 'personId'>,
        cause: string,
      ) => changed({ organisation, person, cause }),
      linkChanged: (link: Link) => linkChanged({ organisation: link.organisationId, id: link.id }),
    }
    const watching = openWatching(hub, {
      ...{ tables, calendars },
      async told(organisationId, id) {
        await tables.links.update({ toldAt: new Date() }, { where: { organisationId, id } })
        await reading.soon({ organisationId, id })
      },
    })
    /** What is not, is taken away by `align`, which looks at all there is. */
    function mayRead(link: Link): boolean {
      const may = isEntitled(link, { calendars, directory, staff })
      if (may === false) {
        void aligning
          .soon(link.organisationId)
          .catch((error: unknown) => hub.log.error({ err: error, link: link.id }, 'a link that is to go'))
      }
      return may === true
    }
    const yielding = openYielding(tables)
    const readingParts = { tables, records, calendars, directory, judging, watching, yielding, mayRead, ...linkParts }
    const reading = openReading(hub, readingParts)
    const remove = openRemoval(hub, { tables, reading, watching, ...linkParts })
    const alignParts = { tables, policies, calendars, directory, staff, reading, remove, ...linkParts }
    const aligning = openAligning(hub, alignParts)
    const linking = openLinking(hub, {
      ...{ tables, records, calendars, reading, remove, ...linkParts },
      ownRemoved: ({ organisationId, personId }) => aligning.person(organisationId, personId),
    })
    const settled = (person: string) => keeping.settled(person)
    const companyParts = { calendars, directory, policies }
    provideRoutes(hub, {
      ...{ tables, people, activities, directory, speech, calendars, linking, judging, decisions, settled },
      hearing: openHearing(hub, desk),
      toldLink: shown,
      companies: person => companiesOf(companyParts, person),
      changed: ({ organisation, person }) => changed({ organisation, person, cause: v7() }),
    })
    provideCompany(hub, {
      ...{ ...companyParts, progress, aligning, settled },
      changed: organisation => companyChanged({ organisation }),
    })
    openTidying(hub, { tables, people, align: () => aligning.all() })
    ruleChanges.onChange(({ scope, organisation, owner }) => {
      if (scope === 'person' || scope === 'organisation')
        keeping.judgeAnew(organisation, scope === 'person' ? owner : '')
    })
    hub.onResync(() => keeping.load())
    await keeping.load()
    hub.onStart(async () => {
      // What counts may be another since it was last read: the standard's rules come with each version.
      keeping.judgeAnew()
      await aligning.all()
      // Thousands of links take a while, for which nobody need wait.
      void reading
        .resume()
        .catch((error: unknown) => hub.log.error({ err: error }, 'calendars are read when they are told of'))
    })
    hub.onStop(() => calendars.stop())
  },
})
