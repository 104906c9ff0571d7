import { useApp } from '../../../../ui/app.ts'
import { Card } from '../../../../ui/parts/card.tsx'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { dayOrTime } from '../../../../ui/time.ts'
import { language, said } from '../../../../ui/words.ts'
import { peopleView } from '../../../directory/contract.ts'
import { kronor, type Limits, spendingAlert, spendingView, type Use } from '../../contract.ts'
import type { Everything } from './section.tsx'
import { t } from './words/index.ts'

export function Today({ all }: { all: Everything }) {
  const app = useApp()
  const state = app.live.view(spendingView).state()
  const people = app.live.view(peopleView).state()?.people ?? {}
  const money = (öre: number) => kronor(öre, language.value)
  const line = ({ today, calls }: Use, { day }: Limits) => (
    <>
      <span class="figures">{day === null ? money(today) : t('used', { today: money(today), limit: money(day) })}</span>
      {calls > 0 && <span class="small quiet">{t('calls', { calls })}</span>}
    </>
  )
  const used = Object.entries(state?.people ?? {}).sort(([, a], [, b]) => b.today - a.today)
  return (
    <>
      <Card title={t('today')}>
        <ul class="spending-use">
          <li>
            <b class="grow">{t('all')}</b>
            {state && line(state.organisation, all.settings.organisation)}
          </li>
          {used.map(([person, use]) => (
            <li key={person}>
              <span class="grow">{people[person]?.name ?? ''}</span>
              {line(use, all.people[person] ?? all.settings.person)}
            </li>
          ))}
        </ul>
        {state && used.length === 0 && <p class="quiet small">{t('nobody')}</p>}
      </Card>
      <Card title={t('alarms')}>
        {state?.alarms.length === 0 && <p class="quiet small">{t('no-alarms')}</p>}
        <ul class="spending-alarms">
          {state?.alarms.map(({ id, at, what, person, dialled }) => (
            <li key={id}>
              <time class="figures small quiet" dateTime={at}>
                {dayOrTime(new Date(at))}
              </time>
              <span class="grow">{capital(said(spendingAlert.values?.[what] ?? { sv: what, en: what }))}</span>
              <span class="small quiet">
                {[person && people[person]?.name, dialled && shownNumber(dialled)].filter(Boolean).join(', ')}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
