/** What somebody who calls hears, at each time of a day; read again whenever that may be another. */
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { language } from '../../../../ui/words.ts'
import { type HeardSpan, readHeardDay } from '../../contract.ts'
import type { Day } from './use-day.ts'

export interface Heard {
  readonly spans: readonly HeardSpan[]
  readonly problem?: string
}

/** `number` undefined: somebody whom nobody knows. `day` is another object whenever the day may be another. */
export function useHeard(day: Day, number?: string): Heard {
  const app = useApp()
  const [heard, setHeard] = useState<Heard & { readonly of: string }>({ spans: [], of: '' })
  const speaks = language.value
  const of = `${day.date} ${number ?? ''}`
  useEffect(() => {
    let current = true
    const asked = { date: day.date, language: speaks, ...(number !== undefined && { number }) }
    app.api.call(readHeardDay, asked).then(
      ({ spans }) => current && setHeard({ spans, of }),
      (error: unknown) => current && setHeard({ spans: [], of, problem: problemOf(error) }),
    )
    return () => {
      current = false
    }
  }, [day, number, speaks])
  // What was there stays until the new is; another day's, or another caller's, would be wrong.
  return heard.of === of ? heard : { spans: [] }
}

export const spanAt = ({ spans }: Heard, at: number): HeardSpan | undefined =>
  spans.find(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to))
