/** The log of my calls, and why each went where it did. */
import { type Signal, useSignal } from '@preact/signals'
import { Fragment } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useApp } from '../../../ui/app.ts'
import { Blank } from '../../../ui/parts/blank.tsx'
import { Button } from '../../../ui/parts/button.tsx'
import { moveByKeys } from '../../../ui/parts/list-keys.ts'
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
  const app = useApp()
  const { path } = useLocation()
  const [shown, setShown] = useState<Shown>('all')
  const active = useSignal<string | undefined>(undefined)
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
        onKeyDown={event => {
          moveByKeys(event)
          if (event.key !== 'Escape' || event.defaultPrevented || asked === undefined) return
          event.preventDefault()
          app.go('/calls')
        }}
        onFocusIn={event => {
          if (event.target instanceof Element)
            active.value = event.target.closest<HTMLElement>('[data-row]')?.dataset.row
        }}
      >
        <Content desk={desk} shown={shown} showAll={() => setShown('all')} active={active} />
      </section>
      {asked !== undefined && <Why key={asked} id={asked} desk={desk} />}
    </View>
  )
}

interface ContentProps {
  desk: Desk
  shown: Shown
  showAll: () => void
  /** Id of the call whose row had the focus last. */
  active: Signal<string | undefined>
}

function Content({ desk, shown, showAll, active }: ContentProps) {
  const app = useApp()
  const calls = desk.log.calls.value
  const wanted = shown === 'missed' ? calls?.filter(isMissed) : calls
  useEffect(() => {
    if (!wanted?.some(({ id }) => id === active.peek())) active.value = undefined
  }, [wanted])
  if (!calls || !wanted) {
    const problem = desk.log.refused()
    return problem === undefined ? <Skeleton rows={12} /> : <Failed problem={problem} again={desk.log.again} />
  }
  if (wanted.length === 0 && desk.log.older.value.state === 'none') {
    return shown === 'missed' ? (
      <Blank icon="check" title={t('empty.missed')} about={t('empty.missed.about')}>
        <Button onClick={showAll}>{t('empty.missed.do')}</Button>
      </Blank>
    ) : (
      <Blank icon="phone" title={t('empty.title')} about={t('empty.about')}>
        {desk.dialer.unable() === undefined && (
          <Button look="main" onClick={() => app.go('/')}>
            {t('empty.do')}
          </Button>
        )}
      </Blank>
    )
  }
  const ongoing = wanted.filter(isOngoing)
  const days = byDay(wanted.filter(call => !isOngoing(call)))
  const first = ongoing[0] ?? days[0]?.calls[0]
  const group = (key: string, heading: string, ofGroup: readonly CallEntry[]) => (
    <Fragment key={key}>
      <h2>{heading}</h2>
      <ul>
        {ofGroup.map(call => (
          <CallRow key={call.id} call={call} desk={desk} active={active} first={call === first} />
        ))}
      </ul>
    </Fragment>
  )
  return (
    <>
      {ongoing.length > 0 && group('ongoing', t('ongoing'), ongoing)}
      {days.map(({ key, heading, calls: ofDay }) => group(key, heading, ofDay))}
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
