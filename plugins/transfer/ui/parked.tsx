/** Who waits in a parking place of the organisation's, since when, and who parked them; below everything, while there is somebody. */
import { useApp } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { shownNumber } from '../../../ui/phone-number.ts'
import { clockTime } from '../../../ui/time.ts'
import { type Parked, parkedCalls, pickUpParked } from '../contract.ts'
import { t } from './words/index.ts'
import './parked.css'

export function ParkedDock() {
  const app = useApp()
  const list = app.live.view(parkedCalls).state()?.parked ?? []
  return (
    <section class="parked-dock" aria-label={t('parked')}>
      <h2>{t('parked')}</h2>
      <ul>
        {list.map(one => (
          <li key={one.call}>
            <span class="grow">
              <b>{nameOf(one)}</b>{' '}
              <span class="quiet">
                {t('parked.by', { who: one.byName, time: clockTime(new Date(one.since)), slot: one.slot })}
              </span>
            </span>
            <Button
              icon="phone"
              onClick={() => {
                app.api.call(pickUpParked, { slot: one.slot }).then(
                  () => app.announce(t('pick-up.done')),
                  (error: unknown) => app.toasts.problem(problemOf(error)),
                )
              }}
            >
              {t('pick-up', { who: nameOf(one) })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const nameOf = ({ name, number }: Parked): string => name ?? (number === undefined ? t('unknown') : shownNumber(number))
