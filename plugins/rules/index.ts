import { ruleDesk } from '../../core/flow/desk.ts'
import { recordsPort } from '../../core/flow/records.ts'
import { replayer } from '../../core/flow/replayer.ts'
import { rulesPort } from '../../core/flow/rule-store.ts'
import { ruleVersions } from '../../core/flow/rule-versions.ts'
import { definePlugin } from '../../core/hub.ts'
import { directory } from '../directory/contract.ts'
import { provideCatalogue } from './catalogue.ts'
import { provideFindings } from './findings/index.ts'
import { provideKeeping } from './keeping/index.ts'
import { provideLadder } from './ladder.ts'
import { keeping } from './migrations/001-keeping.ts'
import { drafts } from './migrations/002-drafts.ts'
import { replays } from './migrations/003-replays.ts'
import { watches } from './migrations/watches.ts'
import { provideReplays } from './replay/index.ts'
import { provideTrying } from './trying/index.ts'
import { provideVersions } from './versions/index.ts'
import { provideWhy } from './why/routes.ts'
import { words } from './words/index.ts'

/** Rules that people read, write, try, publish, and ask why. What decides is core/flow. */
export const rules = definePlugin({
  id: 'rules',
  needs: { directory, desk: ruleDesk, records: recordsPort, rules: rulesPort, versions: ruleVersions, replayer },
  uses: ['directory'],
  migrations: [keeping, watches, drafts, replays],
  words,
  async setup(hub, { directory, desk, records, rules, versions, replayer }) {
    provideCatalogue(hub, { desk, directory })
    provideLadder(hub, { desk, directory, records })
    const forgetReplays = provideReplays(hub, { desk, directory, replayer })
    provideTrying(hub, { desk, directory })
    const forgetWatched = await provideWhy(hub, { desk, directory })
    provideKeeping(hub, { directory, records, forgets: [forgetReplays, forgetWatched] })
    const checks = provideVersions(hub, { directory, desk, rules, versions })
    provideFindings(hub, { directory, desk, checks })
  },
})
