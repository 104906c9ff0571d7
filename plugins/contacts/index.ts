import { definePlugin } from '../../core/hub.ts'
import { defineWords } from '../../core/words.ts'
import { directory } from '../directory/contract.ts'
import { openBooks } from './book.ts'
import { followChanges } from './changes.ts'
import { demo } from './demo.ts'
import { provideFacts } from './facts.ts'
import { openMarks } from './marks.ts'
import { tables as createTables } from './migrations/001-tables.ts'
import { openProjection } from './projection.ts'
import { readAll } from './records.ts'
import { provideRoutes } from './routes.ts'
import { contactsTables } from './tables.ts'
import { en } from './words/en.ts'
import { sv } from './words/sv.ts'

export const contacts = definePlugin({
  id: 'contacts',
  needs: { directory },
  uses: ['directory'],
  migrations: [createTables],
  words: defineWords({ sv, en }),
  demo,
  async setup(hub, { directory }) {
    const tables = contactsTables(hub)
    const projection = openProjection()
    const changes = followChanges(hub, projection, directory)
    const books = openBooks(hub, { tables, changes, directory })
    const marks = openMarks(hub, { tables, changes, directory, projection })
    provideFacts(hub, projection, directory)
    provideRoutes(hub, { projection, books, marks })
    const load = async () => {
      const { contacts, marks } = await readAll(tables)
      projection.replace(contacts, marks)
    }
    hub.onResync(load)
    await load()
  },
})
