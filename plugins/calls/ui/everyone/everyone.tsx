/** Everybody's calls, for those who answer for others: by person, time, kind, and what one types. */
import { Fragment } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { now as clock } from '../../../../ui/clock.ts'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field, Select } from '../../../../ui/parts/field.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { Segmented } from '../../../../ui/parts/segmented.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { View } from '../../../../ui/parts/view.tsx'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { clockTime, duration, exactTime } from '../../../../ui/time.ts'
import { listedKinds } from '../../../directory/contract.ts'
import { type CallKind, type CallRecord, callKinds, everyonesCalls } from '../../contract.ts'
import { byDay } from '../days.ts'
import { after, type Older, page } from '../log.ts'
import { OlderCalls } from '../older.tsx'
import { everyonesAddress } from './address.ts'
import { t } from './words/index.ts'
import './everyone.css'

const periods = ['today', 'week', 'month', 'all'] as const
type Period = (typeof periods)[number]

interface Asked {
  readonly kind: CallKind
  readonly text: string
  readonly person: string
  readonly period: Period
}

function askedIn(url: string): Asked {
  const query = new URLSearchParams(url.split('?')[1] ?? '')
  return {
    kind: callKinds.find(one => one === query.get('show')) ?? 'all',
    text: query.get('q') ?? '',
    person: query.get('person') ?? '',
    period: periods.find(one => one === query.get('time')) ?? 'week',
  }
}

function addressOf({ kind, text, person, period }: Asked): string {
  const query = new URLSearchParams({
    ...(kind !== 'all' && { show: kind }),
    ...(text && { q: text }),
    ...(person && { person }),
    ...(period !== 'week' && { time: period }),
  })
  return query.size > 0 ? `${everyonesAddress}?${query}` : everyonesAddress
}

export default function Everyone() {
  const app = useApp()
  const { url } = useLocation()
  const asked = askedIn(url)
  const go = (now: Partial<Asked>, how: 'push' | 'replace' = 'push') => app.go(addressOf({ ...asked, ...now }), how)
  return (
    <View title={t('title')} head={<Head asked={asked} go={go} />}>
      <section class="scroll everyone" aria-label={t('list')}>
        <List key={addressOf(asked)} asked={asked} showAll={() => app.go(`${everyonesAddress}?time=all`)} />
      </section>
    </View>
  )
}

function Head({ asked, go }: { asked: Asked; go: (now: Partial<Asked>, how?: 'push' | 'replace') => void }) {
  const app = useApp()
  const [text, setText] = useState(asked.text)
  useEffect(() => setText(asked.text), [asked.text])
  useEffect(() => {
    if (text === asked.text) return
    const timer = setTimeout(() => go({ text }, 'replace'), 250)
    return () => clearTimeout(timer)
  }, [text])
  const [busy, setBusy] = useState(false)
  async function save(): Promise<void> {
    setBusy(true)
    const { saveEverybodys } = await import('../csv/save.ts')
    await saveEverybodys(app, wishOf(asked))
    setBusy(false)
  }
  const people = app
    .filled(listedKinds)
    .flatMap(({ items }) => items() ?? [])
    .filter(({ key }) => key.startsWith('person:'))
    .map(({ key, name }) => ({ value: key.slice('person:'.length), label: name }))
  return (
    <>
      <Segmented<CallKind>
        label={t('show')}
        choices={callKinds.map(value => ({ value, label: t(`show.${value}`) }))}
        value={asked.kind}
        onChange={kind => go({ kind })}
      />
      <div class="everyone-filters">
        <Select
          label={t('person')}
          labelHidden
          choices={[{ value: '', label: t('person.all') }, ...people]}
          value={asked.person}
          onChange={person => go({ person })}
        />
        <Select
          label={t('period')}
          labelHidden
          choices={periods.map(value => ({ value, label: t(`period.${value}`) }))}
          value={asked.period}
          onChange={period => go({ period })}
        />
        <Field
          label={t('search')}
          labelHidden
          icon="search"
          type="search"
          placeholder={t('search')}
          value={text}
          onInput={event => setText(event.currentTarget.value)}
        />
        <Button icon="down" iconOnly busy={busy} onClick={() => void save()}>
          {t('save')}
        </Button>
        <a class="button" href="/calls">
          {t('mine')}
        </a>
      </div>
    </>
  )
}

/** Midnight in the organisation's zone; other periods are so many times 24 hours. */
function since(period: Period): string | undefined {
  const now = new Date(clock.peek())
  if (period === 'all') return undefined
  const [hours = 0, minutes = 0, seconds = 0] = exactTime(now).split(':').map(Number)
  const back = { today: hours * 3600 + minutes * 60 + seconds, week: 7 * 86_400, month: 30 * 86_400 }[period]
  return new Date(now.getTime() - back * 1000).toISOString()
}

function wishOf({ kind, text, person, period }: Asked) {
  const from = since(period)
  return { kind, ...(text && { text }), ...(person && { person }), ...(from && { since: from }) }
}

function List({ asked, showAll }: { asked: Asked; showAll: () => void }) {
  const app = useApp()
  const [{ calls, older }, set] = useState<{ calls: readonly CallRecord[] | undefined; older: Older }>({
    calls: undefined,
    older: { state: 'loading' },
  })

  async function ask(before: readonly CallRecord[] | undefined): Promise<void> {
    set({ calls: before, older: { state: 'loading' } })
    const oldest = before?.at(-1)
    try {
      const answer = await app.api.call(everyonesCalls, {
        limit: page,
        ...wishOf(asked),
        ...(oldest && { before: after(oldest.startedAt) }),
      })
      const known = new Set(before?.map(({ id }) => id))
      const all = [...(before ?? []), ...answer.calls.filter(({ id }) => !known.has(id))]
      set({ calls: all, older: { state: answer.calls.length < page ? 'none' : 'some' } })
      app.announce(t('found', { count: all.length }))
    } catch (error) {
      set({ calls: before, older: { state: 'failed', problem: problemOf(error) } })
    }
  }
  useEffect(() => void ask(undefined), [])

  if (!calls) {
    if (older.state !== 'failed') return <Skeleton rows={12} />
    return (
      <Note look="stop">
        <b>{t('failed')}</b>
        <p>{older.problem}</p>
        <Button onClick={() => void ask(undefined)}>{t('again')}</Button>
      </Note>
    )
  }
  if (calls.length === 0) {
    return (
      <Blank icon="search" title={t('empty')} about={t('empty.about')}>
        <Button onClick={showAll}>{t('empty.do')}</Button>
      </Blank>
    )
  }
  return (
    <>
      {byDay(calls).map(day => (
        <Fragment key={day.key}>
          <h2>{day.heading}</h2>
          <ul>
            {day.calls.map(call => (
              <Row key={call.id} call={call} />
            ))}
          </ul>
        </Fragment>
      ))}
      <OlderCalls older={older} more={() => ask(calls)} byItself />
    </>
  )
}

function Row({ call }: { call: CallRecord }) {
  const app = useApp()
  const nameOf = ({ name, number, person, hidden }: CallRecord['caller']) => {
    const listed = app
      .filled(listedKinds)
      .flatMap(({ items }) => items() ?? [])
      .find(({ key }) => person !== undefined && key === `person:${person}`)
    if (hidden) return t('hidden')
    return listed?.name ?? name ?? (number === undefined ? t('hidden') : shownNumber(number))
  }
  const [caller, callee] = [nameOf(call.caller), nameOf(call.callee)]
  const started = new Date(call.startedAt)
  const what = t(`outcome.${call.outcome ?? 'going'}`)
  const by = call.answeredBy && call.answeredBy.person !== call.callee.person ? call.answeredBy.name : undefined
  return (
    <li>
      <time class="figures quiet" dateTime={call.startedAt}>
        {clockTime(started)}
      </time>
      <span class="cut">
        <span class="for-readers">{t('row', { caller, callee })}</span>
        <span aria-hidden="true">
          <b>{caller}</b> <span class="faint">→</span> <b>{callee}</b>
        </span>
      </span>
      <span class="what cut quiet">
        {what}
        {by !== undefined && ` ${t('by', { name: by })}`}
      </span>
      <span class="length figures small faint">{call.outcome === 'answered' ? duration(call.seconds) : ''}</span>
      {app.who.role === 'administrator' && (
        <a class="button bare small" href={`/calls/${call.id}/why`} aria-label={t('why.of', { caller, callee })}>
          {t('why')}
        </a>
      )}
    </li>
  )
}
