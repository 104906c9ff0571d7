import { addressBooks } from '../../connectors/contacts/port.ts'
import { definePlugin } from '../../core/hub.ts'
import { callerBooks } from '../contacts/contract.ts'
import { directory, staff } from '../directory/contract.ts'
import { openCards } from './cards.ts'
import { followChanges } from './changes.ts'
import { forgetLeavers } from './leavers.ts'
import { openLinks } from './links.ts'
import { tables as createTables } from './migrations/001-tables.ts'
import { openPhotos } from './photos.ts'
import { openProjection } from './projection.ts'
import { reader as openReader } from './reading.ts'
import { provideRoutes } from './routes.ts'
import { booksTables } from './tables.ts'
import { words } from './words/index.ts'

export const books = definePlugin({
  id: 'books',
  needs: { directory, staff, addressBooks, callerBooks },
  uses: ['directory', 'contacts'],
  migrations: [createTables],
  words,
  async setup(hub, { directory, staff, addressBooks: { vendors }, callerBooks }) {
    const tables = booksTables(hub)
    const projection = openProjection()
    const cards = openCards(hub, tables, directory)
    const links = openLinks(hub, { tables, vendors, changes: () => changes })
    const changes = followChanges(hub, projection, directory, {
      cards: (organisation, owners) => cards.shown(organisation, owners),
      links: (organisation, owners) => links.shown(organisation, owners),
    })
    const reader = openReader(hub, { vendors, links, cards, changes, staff })
    const photo = openPhotos(hub, { tables, links, cards, reader, changes })
    forgetLeavers(hub, { links, reader, directory, staff })
    provideRoutes(hub, { vendors, tables, links, reader, photo })
    callerBooks.add(({ organisation, owner, number }) => projection.byNumber(organisation, owner, number))

    const load = async () => projection.replace(await cards.named())
    hub.onResync(load)
    await load()
  },
})
