/** A day of mine, read again whenever it may be another. */
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { calendarView, type DayEvent, type DaySegment, readDay } from '../../contract.ts'

export interface Day {
  /** "2026-10-09" */
  readonly date: string
  readonly events: readonly DayEvent[]
  readonly segments: readonly DaySegment[]
}

/** Undefined is today. What was there stays until the new is. */
export function useDay(date: string | undefined): { day?: Day; problem?: string; again: () => void } {
  const app = useApp()
  const view = app.live.view(calendarView)
  const mark = view.state()?.mark
  const [asked, setAsked] = useState(0)
  const [day, setDay] = useState<Day & { readonly of: string | undefined }>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    // Not known yet, and then another: the day would be read twice.
    if (mark === undefined) return
    let current = true
    app.api.call(readDay, date === undefined ? {} : { date }).then(
      found => {
        if (!current) return
        setDay({ ...found, of: date })
        setProblem(undefined)
      },
      (error: unknown) => current && setProblem(problemOf(error)),
    )
    return () => {
      current = false
    }
  }, [date, mark, asked])
  return {
    // Another day's events under this day's name would be wrong.
    ...(day?.of === date && day && { day }),
    ...(problem !== undefined && { problem }),
    again: () => setAsked(asked + 1),
  }
}
