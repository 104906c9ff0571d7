import { accounts } from '../../core/access/accounts.ts'
import { definePlugin } from '../../core/hub.ts'
import { defineWords } from '../../core/words.ts'
import { accountsOf } from './accounts.ts'
import { appDevicesOf } from './administration/app-devices.ts'
import { openBook } from './administration/book.ts'
import { landlinesOf } from './administration/landline.ts'
import { phoneDevicesOf } from './administration/phone-devices.ts'
import { followChanges } from './changes.ts'
import {
  appDevices,
  directoryChanges,
  directory as directoryPort,
  landlines,
  peopleChanged,
  phoneDevices,
  staff,
} from './contract.ts'
import { provideFacts } from './facts.ts'
import { tables as createTables } from './migrations/001-tables.ts'
import { views as createViews } from './migrations/002-views.ts'
import { appDevices as addSessions } from './migrations/003-app-devices.ts'
import { extensions } from './migrations/004-extensions.ts'
import { mainNumber } from './migrations/005-main-number.ts'
import { areaCode } from './migrations/006-area-code.ts'
import { openProjection } from './projection.ts'
import { administratorRoutes } from './routes/administrator.ts'
import { memberRoutes } from './routes/member.ts'
import { directoryTables } from './tables.ts'
import { provideValues } from './values.ts'
import { showPeople } from './views.ts'
import { en } from './words/en.ts'
import { sv } from './words/sv.ts'

export const directory = definePlugin({
  id: 'directory',
  needs: {},
  migrations: [createTables, createViews, addSessions, extensions, mainNumber, areaCode],
  words: defineWords({ sv, en }),
  async setup(hub) {
    const tables = directoryTables(hub)
    const projection = openProjection()
    const changes = followChanges(hub, { tables, projection })
    const book = openBook(hub, { tables, projection, changes })

    hub.event(peopleChanged)
    hub.provide(directoryPort, projection)
    hub.provide(directoryChanges, changes)
    hub.provide(staff, {
      hasLeft: person => projection.record(person)?.disabled === true,
      onChange: listener => changes.onStaff(listener),
    })
    hub.provide(phoneDevices, phoneDevicesOf(book))
    hub.provide(appDevices, appDevicesOf(book))
    hub.provide(landlines, landlinesOf(book))
    hub.provide(accounts, accountsOf({ tables, projection, changes }))
    provideFacts(hub, projection)
    provideValues(hub, projection)
    memberRoutes(hub, book)
    administratorRoutes(hub, book)
    showPeople(hub, projection, changes)
    await changes.load()
  },
})
