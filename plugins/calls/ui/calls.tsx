/** The log of my calls, and why each went where it did. */
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useApp } from '../../../ui/app.ts'
import { Blank } from '../../../ui/parts/blank.tsx'
import { Button } from '../../../ui/parts/button.tsx'
import { listKeys } from '../../../ui/parts/list-keys.ts'
import { Segmented } from '../../../ui/parts/segmented.tsx'
import { Skeleton } from '../../../ui/parts/skeleton.tsx'
import { View } from '../../../ui/parts/view.tsx'
import type { CallEntry } from '../contract.ts'
import { isMissed, isOngoing } from './course.ts'
import { byDay } from './days.ts'
import type { Desk } from './desk.ts'
import { useSeen } from './missed.ts'
import { OlderCalls } from './older.tsx'
import { CallRow } from './row.tsx'
import { Why } from './why.tsx'
import { t } from './words/index.ts'
import './calls.css'

type Shown = 'all' | 'missed'

export function Calls({ desk }: { desk: Desk }) {
  const { path } = useLocation()
  const [shown, setShown] = useState<Shown>('all')
  const calls = desk.log.calls.value
  const missed = calls?.filter(isMissed).length ?? 0
  useSeen(desk.missed)
  const asked = /^\/calls\/([^/]+)\/why$/.exec(path)?.[1]
  return (
    <View
      title={t('title')}
      side={asked !== undefined}
      head={
        <>
          <Segmented<Shown>
            label={t('show')}
            choices={[
              { value: 'all', label: t('show.all') },
              { value: 'missed', label: missed > 0 ? t('show.missed-count', { count: missed }) : t('show.missed') },
            ]}
            value={shown}
            onChange={setShown}
          />
          <p class="hints small quiet" aria-hidden="true">
            <kbd>W</kbd> {t('hint.why')} <kbd>R</kbd> {t('hint.call')}
          </p>
        </>
      }
    >
      <section
        class="scroll calls-log"
        aria-label={t('list')}
        onKeyDown={listKeys({ r: row => callBack(desk, row.dataset.row ?? '') })}
      >
        <Content desk={desk} shown={shown} showAll={() => setShown('all')} />
      </section>
      {asked !== undefined && <Why key={asked} id={asked} desk={desk} />}
    </View>
  )
}

function callBack({ log, book, dialer }: Desk, id: string): void {
  const call = log.call(id)
  const who = call && book.who(call.other)
  if (who?.dialled !== undefined) dialer.dial(who.dialled, who.name)
}

function Content({ desk, shown, showAll }: { desk: Desk; shown: Shown; showAll: () => void }) {
  const app = useApp()
  const calls = desk.log.calls.value
  if (!calls) {
    const problem = desk.log.refused()
    return problem === undefined ? <Skeleton rows={12} /> : <Failed problem={problem} again={desk.log.again} />
  }
  const wanted = shown === 'missed' ? calls.filter(isMissed) : calls
  if (wanted.length === 0 && desk.log.older.value.state === 'none') {
    return shown === 'missed' ? (
      <Blank icon="check" title={t('empty.missed')} about={t('empty.missed.about')}>
        <Button onClick={showAll}>{t('empty.missed.do')}</Button>
      </Blank>
    ) : (
      <Blank icon="phone" title={t('empty.title')} about={t('empty.about')}>
        <Button look="main" onClick={() => app.go('/')}>
          {t('empty.do')}
        </Button>
      </Blank>
    )
  }
  const ongoing = wanted.filter(isOngoing)
  return (
    <>
      {ongoing.length > 0 && <Group heading={t('ongoing')} calls={ongoing} desk={desk} />}
      {byDay(wanted.filter(call => !isOngoing(call))).map(day => (
        <Group key={day.key} heading={day.heading} calls={day.calls} desk={desk} />
      ))}
      <OlderCalls log={desk.log} byItself={shown === 'all'} />
    </>
  )
}

const retry = 10_000

function Failed({ problem, again }: { problem: string; again: () => void }) {
  useEffect(() => {
    const timer = setInterval(again, retry)
    return () => clearInterval(timer)
  }, [])
  return (
    <Blank icon="warn" title={t('failed.title')} about={t('failed.about', { problem })}>
      <Button look="main" onClick={again}>
        {t('failed.do')}
      </Button>
    </Blank>
  )
}

function Group({ heading, calls, desk }: { heading: string; calls: readonly CallEntry[]; desk: Desk }) {
  return (
    <>
      <h2>{heading}</h2>
      <ul>
        {calls.map(call => (
          <CallRow key={call.id} call={call} desk={desk} />
        ))}
      </ul>
    </>
  )
}
