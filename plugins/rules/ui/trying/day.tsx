/** A day of the same call: what would happen at each time of it. */
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Note } from '../../../../ui/parts/note.tsx'
import { Rail, Rung } from '../../../../ui/parts/rail.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { clockTime, longDay } from '../../../../ui/time.ts'
import { type TriedSpan, tryDay } from '../../contract.ts'
import { Outcomes } from './course.tsx'
import type { Asked } from './use-trial.ts'
import { t } from './words/index.ts'

/** `at`: the time that is looked at. */
export function Day({ asked, at }: { asked: Asked; at: string }) {
  const { api } = useApp()
  const [spans, setSpans] = useState<readonly TriedSpan[]>()
  const [problem, setProblem] = useState<string>()
  const { at: time, ...rest } = asked
  const wish = { ...rest, ...(time !== undefined && { date: time.slice(0, 10) }) }
  const key = JSON.stringify(wish)
  useEffect(() => {
    let over = false
    api.call(tryDay, wish).then(
      day => {
        if (over) return
        setSpans(day.spans)
        setProblem(undefined)
      },
      (error: unknown) => {
        if (!over) setProblem(problemOf(error))
      },
    )
    return () => {
      over = true
    }
  }, [key])
  if (problem !== undefined) return <Note look="stop">{t('failed', { problem })}</Note>
  const [first] = spans ?? []
  if (!spans || !first) return <Skeleton rows={3} />
  return (
    <section aria-label={t('day')}>
      <h3>{t('day.title', { day: longDay(new Date(first.from)) })}</h3>
      <Rail label={t('day')}>
        {spans.map(({ from, to, outcomes, rule, reason }) => (
          <Rung key={from} look={from <= at && at < to ? 'won' : 'plain'}>
            <b class="figures">
              {clockTime(new Date(from))}–{endTime(to)}
            </b>
            <Outcomes outcomes={outcomes} />
            <p class="small quiet">
              {rule ?? t('no-rule')}. {reason}
            </p>
          </Rung>
        ))}
      </Rail>
    </section>
  )
}

/** "24:00" for the midnight that ends the day. */
function endTime(to: string): string {
  const clock = clockTime(new Date(to))
  return clock === '00:00' ? '24:00' : clock
}
