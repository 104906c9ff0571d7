/** Why a call went where it did, as the hub tells it in the app's language. */
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { z } from 'zod'
import { ApiError } from '../../../core/http/client.ts'
import { useApp } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { language } from '../../../ui/words.ts'
import { type CallEntry, whyCall } from '../contract.ts'

export type Told = z.infer<typeof whyCall.output>['decisions'][number]

export interface Reason {
  /** Undefined while they are on their way; what was told before stays until then. */
  readonly decisions: readonly Told[] | undefined
  readonly problem: string | undefined
  /** There is no such call: asking again is of no use. */
  readonly isGone: boolean
  readonly again: () => void
}

/** What is decided is written down a moment later: while a call goes on, it is asked for again until it is there. */
const patience = 500

/** Asked again when the language changes, and when the call goes on: the rules may have been asked once more. */
export function useReason(id: string, call: CallEntry | undefined): Reason {
  const { api } = useApp()
  const [decisions, setDecisions] = useState<readonly Told[]>()
  const [problem, setProblem] = useState<string>()
  const [isGone, setGone] = useState(false)
  const [times, setTimes] = useState(0)
  const again = useCallback(() => setTimes(before => before + 1), [])
  const spoken = language.value
  const ongoing = call !== undefined && call.endedAt === undefined

  useEffect(() => {
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = () => {
      timer = setTimeout(again, patience)
    }
    api.call(whyCall, { id, language: spoken }).then(
      answer => {
        if (!current) return
        if (answer.decisions.length === 0 && ongoing) return later()
        setDecisions(answer.decisions)
        setProblem(undefined)
      },
      (error: unknown) => {
        if (!current) return
        if (ongoing) return later()
        setProblem(problemOf(error))
        setGone(error instanceof ApiError && error.code === 'calls.not-found')
      },
    )
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [id, spoken, times, call?.phase, call?.outcome])

  return { decisions, problem, isGone, again }
}
