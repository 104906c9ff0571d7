/** What the app shows of this plugin. */
import { lazy } from '../../../ui/lazy.tsx'
import { defineUi, docks, fill } from '../../../ui/slots.tsx'
import { callControls } from '../../phone/contract.ts'
import { parkedCalls } from '../contract.ts'

const Transfer = lazy(() => import('./transfer.tsx').then(({ TransferControl }) => TransferControl))
const Parked = lazy(() => import('./parked.tsx').then(({ ParkedDock }) => ParkedDock))

export const transferUi = defineUi('transfer', app => {
  const view = app.live.view(parkedCalls)
  return [
    fill(callControls, Transfer, 10),
    // Fetched when there is one.
    fill(docks, () => ((view.select(state => state.parked.length).value ?? 0) > 0 ? <Parked /> : null), 20),
  ]
})
