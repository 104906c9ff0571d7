import { z } from 'zod'
import { telephony } from '../../connectors/telephony/port.ts'
import { definePlugin } from '../../core/hub.ts'
import { outsidePort } from '../calls/contract.ts'
import { directory, landlines } from '../directory/contract.ts'
import { openBook } from './book.ts'
import { tables as createTables } from './migrations/001-tables.ts'
import { longerSecrets } from './migrations/002-longer-secrets.ts'
import { openProjection } from './projection.ts'
import { provideRoutes } from './routes.ts'
import { showStates } from './states.ts'
import { trunkTables } from './tables.ts'
import { waysFor } from './ways.ts'
import { words } from './words/index.ts'

export const trunks = definePlugin({
  id: 'trunks',
  needs: { directory, landlines, telephony, outside: outsidePort },
  uses: ['directory', 'calls'],
  migrations: [createTables, longerSecrets],
  words,
  async setup(hub, { directory, landlines, telephony, outside }) {
    const tables = trunkTables(hub)
    const projection = openProjection()
    const book = openBook(hub, { tables, projection, directory, landlines, telephony })
    const states = showStates(hub, telephony, projection)
    provideRoutes(hub, { book, projection, states })
    outside.add({
      waysFor: call => waysFor(projection, call, directory.organisation(call.organisation)?.country ?? 'SE'),
      ownerOf: trunk => projection.trunk(trunk)?.organisation,
    })

    const failed = (what: string) => (error: unknown) => hub.log.warn({ err: error }, what)
    telephony.listen(({ kind }) => {
      // It may have been started anew, and knows of no account.
      if (kind === 'connected') book.tell().catch(failed('the telephony was not told of trunks'))
    })
    hub.onResync(() => book.load())
    await book.sealAll()
    await book.load()
    // Names move to other addresses.
    const lookUp = hub.job('resolve', z.object({}), () => book.resolve())
    hub.onStart(() => lookUp.every('17 * * * *', 'Etc/UTC', {}))
  },
})
