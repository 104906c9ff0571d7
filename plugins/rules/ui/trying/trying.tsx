/** The right column: what would happen if somebody called. */
import { useState } from 'preact/hooks'
import { type App, useApp } from '../../../../ui/app.ts'
import { now } from '../../../../ui/clock.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field, Select } from '../../../../ui/parts/field.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { TimeField } from '../../../../ui/parts/time-field.tsx'
import { clockTime, dayKey } from '../../../../ui/time.ts'
import { type Desk, useDesk } from '../desk/desk.ts'
import { Course } from './course.tsx'
import { Day } from './day.tsx'
import { PartyField } from './party-field.tsx'
import { States } from './states.tsx'
import { askedOf, type Tried, useTrial, type Wish } from './use-trial.ts'
import { t } from './words/index.ts'
import './trying.css'

/** Whose rules these are, is called; else whoever looks. */
function first({ who }: App, { scope, owner }: Desk['whose']): Wish {
  const person = scope === 'person' ? owner : who.person
  const text = person === who.person ? who.name : ''
  const whom = text === '' ? { text } : { text, party: { person } }
  return { caller: { text: '' }, whom, states: {}, rules: 'draft' }
}

export default function Trying() {
  const app = useApp()
  const desk = useDesk()
  const [wish, setWish] = useState(() => first(app, desk.whose))
  const [day, setDay] = useState(false)
  const asked = askedOf(wish, desk)
  const { tried, busy, problem } = useTrial(asked)
  const change = (part: Partial<Wish>) => setWish({ ...wish, ...part })
  if (desk.right.value !== 'try') return null
  const wrong = (field: string) => (problem?.field === field ? problem.text : undefined)
  return (
    <section class="trial" aria-labelledby="trial-title">
      <div class="trial-head">
        <h2 id="trial-title">{t('title')}</h2>
        {desk.changed.value && (
          <Select
            label={t('with')}
            labelHidden
            choices={[
              { value: 'draft', label: t('with.draft') },
              { value: 'in-force', label: t('with.in-force') },
            ]}
            value={wish.rules}
            onChange={rules => change({ rules })}
          />
        )}
      </div>
      <PartyField
        label={t('caller')}
        hint={t('caller.hint')}
        value={wish.caller}
        problem={wrong('caller')}
        onChange={caller => change({ caller })}
      />
      <div class="trial-whom">
        <PartyField
          label={t('whom')}
          value={wish.whom}
          problem={wrong('dialled')}
          onChange={whom => change({ whom, states: {} })}
        />
        <When time={wish.time} onChange={time => change({ time })} />
      </div>
      <States states={tried?.states ?? []} given={wish.states} onChange={states => change({ states })} />
      {asked === undefined && <p class="quiet">{t('waiting')}</p>}
      {problem && problem.field !== 'caller' && problem.field !== 'dialled' && (
        <div role="alert">
          <Note look="stop">{t('failed', { problem: problem.text })}</Note>
        </div>
      )}
      <section class="trial-result" aria-label={t('result')} aria-live="polite" aria-busy={busy}>
        {tried && <Course course={tried.course} />}
      </section>
      {tried && asked && (
        <>
          <div class="trial-buttons">
            {tried.case && <Button onClick={() => keep(tried, desk, app)}>{t('keep')}</Button>}
            <Button look="bare" aria-expanded={day} onClick={() => setDay(!day)}>
              {t(day ? 'day.hide' : 'day')}
            </Button>
          </div>
          {day && <Day asked={asked} at={tried.course.at} />}
        </>
      )}
    </section>
  )
}

function keep({ case: tried }: Tried, desk: Desk, { toasts }: App): void {
  if (!tried) return
  desk.edit(set => ({ ...set, cases: [...set.cases, { ...tried, id: crypto.randomUUID() }] }))
  toasts.done(t('kept'))
}

/** By the organisation's clock. */
function When({ time, onChange }: { time: Wish['time']; onChange: (time: Wish['time']) => void }) {
  return (
    <div class="trial-when">
      <Select
        label={t('when')}
        choices={[
          { value: 'now', label: t('when.now') },
          { value: 'at', label: t('when.at') },
        ]}
        value={time ? 'at' : 'now'}
        onChange={when => onChange(when === 'now' ? undefined : today())}
      />
      {time && (
        <>
          <Field
            label={t('date')}
            type="date"
            required
            value={time.date}
            onChange={event => {
              const date = event.currentTarget.value
              if (date !== '') onChange({ ...time, date })
            }}
          />
          <TimeField
            label={t('time')}
            value={time.clock}
            onChange={clock => clock !== undefined && onChange({ ...time, clock })}
          />
        </>
      )}
    </div>
  )
}

function today() {
  const time = new Date(now.peek())
  return { date: dayKey(time), clock: clockTime(time) }
}
