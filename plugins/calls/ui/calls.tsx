/** The log of my calls, and why each went where it did. */
import { type Signal, useSignal } from '@preact/signals'
import { Fragment } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useApp } from '../../../ui/app.ts'
import { lazy } from '../../../ui/lazy.tsx'
import { Blank } from '../../../ui/parts/blank.tsx'
import { Button } from '../../../ui/parts/button.tsx'
import { Field } from '../../../ui/parts/field.tsx'
import { moveByKeys } from '../../../ui/parts/list-keys.ts'
import { Segmented } from '../../../ui/parts/segmented.tsx'
import { Skeleton } from '../../../ui/parts/skeleton.tsx'
import { View } from '../../../ui/parts/view.tsx'
import type { CallEntry, CallKind } from '../contract.ts'
import { isMissed, isOngoing } from './course.ts'
import { byDay } from './days.ts'
import type { Desk } from './desk.ts'
import { everyonesAddress } from './everyone/address.ts'
import { useFound } from './found.ts'
import { t } from './list-words/index.ts'
import type { Older } from './log.ts'
import { useSeen } from './missed.ts'
import { OlderCalls } from './older.tsx'
import { CallRow } from './row.tsx'
import { isAll, queryOf, type Wanted, wantedIn } from './wanted.ts'
import { Why } from './why.tsx'
import { t as shared } from './words/index.ts'
import './calls.css'

const Everyone = lazy(() => import('./everyone/everyone.tsx'))
const shownKinds: readonly CallKind[] = ['all', 'missed', 'voicemail', 'incoming', 'outgoing']
/** So long after the last letter the hub is asked. */
const pause = 250

export function Calls({ desk }: { desk: Desk }) {
  const app = useApp()
  const { path, url } = useLocation()
  const wanted = wantedIn(url)
  const active = useSignal<string | undefined>(undefined)
  useSeen(desk.missed)
  const asked = /^\/calls\/([^/]+)\/why$/.exec(path)?.[1]
  if (path === everyonesAddress && app.who.role !== 'member') return <Everyone />
  const go = (now: Partial<Wanted>, how: 'push' | 'replace' = 'push') =>
    app.go(`/calls${queryOf({ ...wanted, ...now })}`, how)
  return (
    <View title={shared('title')} side={asked !== undefined} head={<Head desk={desk} wanted={wanted} go={go} />}>
      <section
        class="scroll calls-log"
        aria-label={t('list')}
        onKeyDown={event => {
          moveByKeys(event)
          if (event.key !== 'Escape' || event.defaultPrevented || asked === undefined) return
          event.preventDefault()
          app.go(`/calls${queryOf(wanted)}`)
        }}
        onFocusIn={event => {
          if (event.target instanceof Element)
            active.value = event.target.closest<HTMLElement>('[data-row]')?.dataset.row
        }}
      >
        {isAll(wanted) ? (
          <Newest desk={desk} active={active} />
        ) : (
          <Sought key={queryOf(wanted)} desk={desk} wanted={wanted} showAll={() => go(all)} active={active} />
        )}
      </section>
      {asked !== undefined && <Why key={asked} id={asked} desk={desk} />}
    </View>
  )
}

const all: Wanted = { kind: 'all', text: '' }

interface HeadProps {
  desk: Desk
  wanted: Wanted
  go: (now: Partial<Wanted>, how?: 'push' | 'replace') => void
}

function Head({ desk, wanted, go }: HeadProps) {
  const app = useApp()
  const [text, setText] = useState(wanted.text)
  const missed = desk.log.calls.value?.filter(isMissed).length ?? 0
  // Back and forward write it too.
  useEffect(() => setText(wanted.text), [wanted.text])
  useEffect(() => {
    if (text === wanted.text) return
    const timer = setTimeout(() => go({ text }, 'replace'), pause)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <>
      <Segmented<CallKind>
        label={t('show')}
        choices={shownKinds.map(value => ({
          value,
          label: value === 'missed' && missed > 0 ? t('show.missed-count', { count: missed }) : t(`show.${value}`),
        }))}
        value={wanted.kind}
        onChange={kind => go({ kind })}
      />
      <Field
        class="calls-search"
        label={t('search')}
        labelHidden
        icon="search"
        type="search"
        placeholder={t('search')}
        value={text}
        onInput={event => setText(event.currentTarget.value)}
      />
      <Save desk={desk} wanted={wanted} />
      {app.who.role !== 'member' && (
        <a class="button" href={everyonesAddress}>
          {t('everyone')}
        </a>
      )}
      <p class="hints small quiet" aria-hidden="true">
        <kbd>W</kbd> {t('hint.why')} <kbd>R</kbd> {t('hint.call')}
      </p>
    </>
  )
}

function Save({ desk: { book }, wanted: { kind, text } }: Pick<HeadProps, 'desk' | 'wanted'>) {
  const app = useApp()
  const [busy, setBusy] = useState(false)
  async function save(): Promise<void> {
    setBusy(true)
    const { saveMine } = await import('./csv/save.ts')
    const typed = text.trim()
    const numbers = typed === '' ? '' : book.numbersOf(typed).join(',')
    await saveMine(app, book, { kind, ...(typed && { text: typed }), ...(numbers && { numbers }) })
    setBusy(false)
  }
  return (
    <Button icon="down" iconOnly busy={busy} onClick={() => void save()}>
      {t('save')}
    </Button>
  )
}

interface ContentProps {
  desk: Desk
  /** Id of the call whose row had the focus last. */
  active: Signal<string | undefined>
}

function Newest({ desk, active }: ContentProps) {
  const app = useApp()
  const { log, dialer } = desk
  const calls = log.calls.value
  if (!calls) {
    const problem = log.refused()
    return problem === undefined ? <Skeleton rows={12} /> : <Failed problem={problem} again={log.again} />
  }
  if (calls.length === 0 && log.older.value.state === 'none') {
    return (
      <Blank icon="phone" title={t('empty.title')} about={t('empty.about')}>
        {dialer.unable() === undefined && (
          <Button look="main" onClick={() => app.go('/')}>
            {t('empty.do')}
          </Button>
        )}
      </Blank>
    )
  }
  return <Days calls={calls} desk={desk} active={active} older={log.older.value} more={() => log.showOlder()} />
}

function Sought({ desk, wanted, showAll, active }: ContentProps & { wanted: Wanted; showAll: () => void }) {
  const app = useApp()
  const { calls, older, more } = useFound(desk, wanted)
  const { kind, text } = wanted
  const count = older.state === 'loading' ? undefined : calls?.length
  useEffect(() => {
    if (text && count !== undefined) app.announce(t(count === 1 ? 'found.one' : 'found', { count }))
  }, [count === undefined])
  if (!calls) {
    return older.state === 'failed' ? (
      <Failed problem={older.problem} again={() => void more()} />
    ) : (
      <Skeleton rows={12} />
    )
  }
  if (calls.length === 0 && older.state === 'none') {
    const title = text ? t('empty.search', { text }) : t(kind === 'all' ? 'empty.title' : `empty.${kind}`)
    const about = text ? t('empty.search.about') : kind === 'missed' ? t('empty.missed.about') : t('empty.about')
    return (
      <Blank icon={kind === 'missed' && !text ? 'check' : 'search'} title={title} about={about}>
        <Button onClick={showAll}>{t('empty.missed.do')}</Button>
      </Blank>
    )
  }
  return <Days calls={calls} desk={desk} active={active} older={older} more={more} />
}

interface DaysProps extends ContentProps {
  calls: readonly CallEntry[]
  older: Older
  more: () => Promise<void>
}

function Days({ calls, desk, active, older, more }: DaysProps) {
  useEffect(() => {
    if (!calls.some(({ id }) => id === active.peek())) active.value = undefined
  }, [calls])
  const ongoing = calls.filter(isOngoing)
  const days = byDay(calls.filter(call => !isOngoing(call)))
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
      <OlderCalls older={older} more={more} byItself />
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
