/** What the app shows of this plugin. */
import { useMemo } from 'preact/hooks'
import { lazy } from '../../../ui/lazy.tsx'
import { defineUi, docks, fill } from '../../../ui/slots.tsx'
import { lines } from '../../calls/contract.ts'
import { cardActions, type Listed, listedActions } from '../../directory/contract.ts'
import { callControls } from '../../phone/contract.ts'
import { parkedCalls } from '../contract.ts'

const Transfer = lazy(() => import('./transfer.tsx').then(({ TransferControl }) => TransferControl))
const Take = lazy(() => import('./take.tsx').then(({ TakeCall }) => TakeCall))
const Parked = lazy(() => import('./parked.tsx').then(({ ParkedDock }) => ParkedDock))

export const transferUi = defineUi('transfer', app => {
  const view = app.live.view(parkedCalls)
  const board = app.live.view(lines)
  const takes = (bare: boolean) =>
    function TakesCall({ item }: { item: Listed }) {
      const rings = useMemo(() => board.select(state => state.lines[item.id] === 'ringing'), [item.id])
      // Fetched when it rings somewhere.
      return rings.value && item.id !== app.who.person ? <Take item={item} bare={bare} /> : null
    }
  return [
    fill(callControls, Transfer, 10),
    fill(listedActions, takes(true), 5),
    fill(cardActions, takes(false), 5),
    // Fetched when there is one.
    fill(docks, () => ((view.select(state => state.parked.length).value ?? 0) > 0 ? <Parked /> : null), 20),
  ]
})
