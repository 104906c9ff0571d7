/** One event: what it gives and why, and having it otherwise, alone or with its series. */
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { SidePanel } from '../../../../ui/parts/view.tsx'
import { language } from '../../../../ui/words.ts'
import { type DayEvent, explainEvent } from '../../contract.ts'
import { timeOf } from './event-card.tsx'
import { canCount, nameOf, useOverride } from './override.ts'
import { t } from './words/index.ts'

interface Why {
  readonly outcome: string
  readonly tried: readonly { readonly rule: string; readonly sentence: string }[]
  readonly saw: readonly { readonly what: string; readonly value: string; readonly unknown?: boolean | undefined }[]
}

export function EventPanel({ event, here }: { event: DayEvent; here: string }) {
  const app = useApp()
  const { set, busy } = useOverride()
  const [why, setWhy] = useState<Why>()
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
        {why && (
          <>
            <p>{why.outcome}</p>
            {why.tried.length > 0 && (
              <>
                <h4 class="small quiet">{t('why.tried')}</h4>
                <ol class="tried">
                  {why.tried.map(({ rule, sentence }) => (
                    <li key={rule}>{sentence}</li>
                  ))}
                </ol>
              </>
            )}
            {why.saw.length > 0 && (
              <>
                <h4 class="small quiet">{t('why.saw')}</h4>
                <dl>
                  {why.saw.map(({ what, value, unknown }) => (
                    <div key={what}>
                      <dt class="small quiet">{what}</dt>
                      <dd>{unknown ? t('why.unknown') : value}</dd>
                    </div>
                  ))}
                </dl>
              </>
            )}
          </>
        )}
      </div>
    </SidePanel>
  )
}
