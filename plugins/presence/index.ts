import { speech } from '../../connectors/speech/port.ts'
import { definePlugin } from '../../core/hub.ts'
import { defineWords } from '../../core/words.ts'
import { directory } from '../directory/contract.ts'
import { activityChanged } from './contract.ts'
import { openPeople } from './current.ts'
import { provideFacts } from './facts.ts'
import { provideHeard } from './heard.ts'
import { openKinds } from './kinds.ts'
import { openLastSeen } from './last-seen.ts'
import { tables as createTables } from './migrations/001-tables.ts'
import { seen } from './migrations/002-seen.ts'
import { openProjection } from './projection.ts'
import { readAll } from './records.ts'
import { provideRoutes } from './routes.ts'
import { openSources } from './sources.ts'
import { presenceTables } from './tables.ts'
import { openView } from './view.ts'
import { en } from './words/en.ts'
import { sv } from './words/sv.ts'

export const presence = definePlugin({
  id: 'presence',
  needs: { directory, speech },
  uses: ['directory'],
  migrations: [createTables, seen],
  words: defineWords({ sv, en }),
  async setup(hub, { directory, speech }) {
    const tables = presenceTables(hub)
    const projection = openProjection()
    hub.event(activityChanged, ({ occurrence }, { person, role }) =>
      role === 'administrator' || occurrence.scope.person === person ? 'whole' : 'none',
    )
    const view = openView(hub, projection)
    const sources = openSources(hub, { projection, view, lastSeen: await openLastSeen(hub, tables) })
    const people = openPeople(hub, { tables, projection, directory, sources })
    const kinds = openKinds(hub, { tables, projection, view, sources, directory })
    provideFacts(hub, projection, directory)
    hub.values('activity', organisation =>
      projection.choices(organisation, '').map(({ key, name }) => ({ value: key, say: name })),
    )
    provideRoutes(hub, { directory, projection, people, kinds })
    provideHeard(hub, { directory, projection, speech })
    const load = async () => {
      const { current, kinds } = await readAll(tables)
      projection.replace(current, kinds)
      sources.reload()
    }
    hub.onResync(load)
    hub.onStart(() => people.resume())
    await load()
  },
})
