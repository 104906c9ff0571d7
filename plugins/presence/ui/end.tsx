/** When what somebody does is over: a time today, or a day. */
import { useEffect, useState } from 'preact/hooks'
import { now, zone } from '../../../ui/clock.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { Field } from '../../../ui/parts/field.tsx'
import { TimeField } from '../../../ui/parts/time-field.tsx'
import { daysAhead } from '../../../ui/time.ts'
import { dayOf, endAt, timeOf } from '../../../ui/wall-clock.ts'
import type { Length } from '../contract.ts'
import type { Doing } from './presence.ts'
import { t } from './words/index.ts'

const minute = 60_000

export function End({
  doing,
  length,
  onChange,
}: {
  doing: Doing
  /** The usual one of what is done. */
  length: Length | undefined
  onChange: (until: Date | undefined) => void
}) {
  const [problem, setProblem] = useState<{ at: 'time' | 'day'; typed: string; words: string } | undefined>(undefined)
  /** Counts the ends chosen beside the field of the time: what was begun in it is over then. */
  const [chosen, setChosen] = useState(0)
  const until = doing.until === undefined ? undefined : new Date(doing.until)
  const there = zone.value
  const day = until && dayOf(until, there)
  const time = until && timeOf(until, there)
  const byDay = length === 'date'
  useEffect(() => setProblem(undefined), [doing.key, doing.until])

  function change(end: Date | undefined): void {
    setProblem(undefined)
    onChange(end)
  }
  function choose(end: Date | undefined): void {
    setChosen(chosen + 1)
    change(end)
  }
  function toTime(typed: string | undefined): void {
    const otherDay = until && daysAhead(until) > 0 ? day : undefined
    const end = typed === undefined ? undefined : endAt(typed, new Date(now.peek()), there, otherDay)
    if (typed === undefined || end) change(end)
    else setProblem({ at: 'time', typed, words: t('end.past', { time: typed }) })
  }
  function toDay(typed: string): void {
    const end =
      typed === '' ? undefined : endAt(byDay ? '00:00' : (time ?? '00:00'), new Date(now.peek()), there, typed)
    if (typed === '' || end) choose(end)
    else setProblem({ at: 'day', typed, words: t('end.past-day') })
  }
  const later = (minutes: number) => {
    const from = until?.getTime() ?? Math.floor(now.peek() / minute) * minute
    choose(new Date(from + minutes * minute))
  }

  const { closesPhone } = doing
  return (
    <div class="activity-end">
      {(byDay || (until && daysAhead(until) > 0)) && (
        <Field
          class="end-day"
          type="date"
          label={closesPhone ? t('day.back') : t('day.until')}
          min={dayOf(new Date(now.peek() + (byDay ? 24 * 60 * minute : 0)), there)}
          value={problem?.at === 'day' ? problem.typed : (day ?? '')}
          problem={problem?.at === 'day' ? problem.words : undefined}
          onChange={event => toDay(event.currentTarget.value)}
        />
      )}
      {!byDay && (
        <>
          <TimeField
            key={`${doing.key} ${chosen}`}
            class="end-time"
            label={closesPhone ? t('back') : t('until')}
            value={problem?.at === 'time' ? problem.typed : time}
            problem={problem?.at === 'time' ? problem.words : undefined}
            onChange={toTime}
          />
          <Button onClick={() => later(15)}>{t('end.quarter')}</Button>
          <Button onClick={() => later(60)}>{t('end.hour')}</Button>
        </>
      )}
      <Button look="bare" aria-pressed={until === undefined} onClick={() => choose(undefined)}>
        {t('end.none')}
      </Button>
    </div>
  )
}
