import { ruleDesk } from '../../core/flow/desk.ts'
import { recordsPort } from '../../core/flow/records.ts'
import { definePlugin } from '../../core/hub.ts'
import { directory } from '../directory/contract.ts'
import { provideKeeping } from './keeping/index.ts'
import { keeping } from './migrations/001-keeping.ts'
import { watches } from './migrations/watches.ts'
import { provideWhy } from './why/routes.ts'
import { words } from './words/index.ts'

/** Rules that people read, write, try, publish, and ask why. What decides is core/flow. */
export const rules = definePlugin({
  id: 'rules',
  needs: { directory, desk: ruleDesk, records: recordsPort },
  uses: ['directory'],
  migrations: [keeping, watches],
  words,
  async setup(hub, { directory, desk, records }) {
    provideKeeping(hub, { directory, records })
    await provideWhy(hub, { desk, directory })
  },
})
