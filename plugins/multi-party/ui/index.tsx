/** What the app shows of this plugin. */
import { lazy } from '../../../ui/lazy.tsx'
import { defineUi, docks, fill } from '../../../ui/slots.tsx'
import { callControls } from '../../phone/contract.ts'
import { parties } from '../contract.ts'

const Dock = lazy(() => import('./dock.tsx').then(({ PartyDock }) => PartyDock))
const Add = lazy(() => import('./add.tsx').then(({ AddControl }) => AddControl))

export const multiPartyUi = defineUi('multi-party', app => {
  const view = app.live.view(parties)
  return [
    fill(callControls, Add, 20),
    // Fetched when there is one.
    fill(docks, () => ((view.select(state => state.parties.length).value ?? 0) > 0 ? <Dock /> : null), 10),
  ]
})
