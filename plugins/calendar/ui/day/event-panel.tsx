/** One event: what it gives and why, and having it otherwise, alone or with its series. */
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { SidePanel } from '../../../../ui/parts/view.tsx'
import { dayOrTime } from '../../../../ui/time.ts'
import { language } from '../../../../ui/words.ts'
import { type DayEvent, type EventWhy, explainEvent } from '../../contract.ts'
import { timeOf } from './event-card.tsx'
import { canCount, nameOf, useOverride } from './override.ts'
import { Why } from './why.tsx'
import { t } from './words/index.ts'

export function EventPanel({ event, here }: { event: DayEvent; here: string }) {
  const app = useApp()
  const { set, busy } = useOverride()
  const [why, setWhy] = useState<{ now?: EventWhy | undefined; made?: (EventWhy & { at: string }) | undefined }>()
  const [problem, setProblem] = useState<string>()
  const { id, calendar, meeting, repeats, override, activity } = event
  const speaks = language.value
  useEffect(() => {
    let current = true
    app.api.call(explainEvent, { event: id, language: speaks }).then(
      found => current && setWhy(found),
      (error: unknown) => current && setProblem(problemOf(error)),
    )
    return () => {
      current = false
    }
  }, [id, activity, override?.does, speaks])
  const name = nameOf(event)
  const other = activity === undefined ? 'count' : 'ignore'
  return (
    <SidePanel label={name} back={here} backTo={t('event.back')}>
      <div class="day-event">
        <div class="line-of">
          <h2 class="grow">{name}</h2>
          <Button look="bare" icon="x" iconOnly class="close" onClick={() => app.go(here)}>
            {t('close')}
          </Button>
        </div>
        <p class="quiet">{timeOf(event)}</p>
        <p class="small faint">{[calendar.name, repeats ? t('event.repeats') : ''].filter(Boolean).join(' · ')}</p>
        {meeting !== undefined && (
          <p>
            <a href={meeting} target="_blank" rel="noreferrer">
              {t('event.join')}
            </a>
          </p>
        )}
        <div class="actions">
          {override && (
            <Button busy={busy} onClick={() => void set(event, null, override.series)}>
              {t('as-rules')}
            </Button>
          )}
          {!override && (other === 'ignore' || canCount(event)) && (
            <>
              <Button busy={busy} onClick={() => void set(event, other, false)}>
                {t(other)}
              </Button>
              {repeats && (
                <Button busy={busy} onClick={() => void set(event, other, true)}>
                  {t(`${other}.series`)}
                </Button>
              )}
            </>
          )}
        </div>
        <h3>{t('why')}</h3>
        {problem !== undefined && <p class="small">{problem}</p>}
        {why?.made && (
          <>
            <p class="small quiet">{t('why.made', { time: dayOrTime(new Date(why.made.at)) })}</p>
            <Why {...why.made} />
          </>
        )}
        {why?.made && why.now && why.now.outcome !== why.made.outcome && <p class="small quiet">{t('why.by-now')}</p>}
        {why?.now && why.now.outcome !== why.made?.outcome && <Why {...why.now} />}
      </div>
    </SidePanel>
  )
}
