/** What is tried, and what the hub says of it: asked anew whenever something is chosen otherwise, or the draft is changed. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { z } from 'zod'
import { ApiError } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { language } from '../../../../ui/words.ts'
import { tryRules } from '../../contract.ts'
import type { Desk } from '../desk/desk.ts'
import type { Party } from './party-field.tsx'

export interface Wish {
  readonly caller: Party
  readonly whom: Party
  /** None: now. "2026-10-09" and "14:10" by the organisation's clock. */
  readonly time?: { readonly date: string; readonly clock: string } | undefined
  /** Values by person and state. */
  readonly states: Readonly<Record<string, string>>
  readonly rules: 'draft' | 'in-force'
}

export type Tried = z.infer<typeof tryRules.output>
export type Asked = z.infer<typeof tryRules.input>

export interface Trial {
  /** None until somebody is to be called. */
  readonly asked: Asked | undefined
  readonly tried?: Tried | undefined
  readonly busy: boolean
  /** In words; `field`: with what it is wrong. */
  readonly problem?: { readonly text: string; readonly field?: string | undefined } | undefined
}

/** Milliseconds: a number is written in one go. */
const aWhile = 250

export function askedOf({ caller, whom, time, states, rules }: Wish, desk: Desk): Asked | undefined {
  if (whom.party === undefined || (caller.text.trim() !== '' && caller.party === undefined)) return undefined
  const draft = rules === 'draft' && desk.changed.value ? desk.draft.value : undefined
  return {
    trial: 'call',
    fields: { ...(caller.party && { caller: caller.party }), dialled: whom.party },
    ...(time && { at: `${time.date}T${time.clock}:00` }),
    states: Object.entries(states).map(([of, value]) => {
      const [person = '', state = ''] = of.split(' ')
      return { person, state, value }
    }),
    facts: [],
    ...(draft && { rules: { owner: desk.whose, rules: draft.rules } }),
    language: language.value,
  }
}

export function useTrial(asked: Asked | undefined): Trial {
  const { api } = useApp()
  const [result, setResult] = useState<Pick<Trial, 'tried' | 'problem'>>({})
  const [busy, setBusy] = useState(false)
  const turn = useRef(0)
  const key = JSON.stringify(asked)
  useEffect(() => {
    turn.current += 1
    if (asked === undefined) {
      setResult({})
      setBusy(false)
      return
    }
    const mine = turn.current
    setBusy(true)
    // An answer that was overtaken is worth nothing.
    const put = (next: typeof result) => {
      if (turn.current !== mine) return
      setResult(next)
      setBusy(false)
    }
    const timer = setTimeout(() => {
      api.call(tryRules, asked).then(
        tried => put({ tried }),
        (error: unknown) => put({ problem: { text: problemOf(error), field: fieldOf(error) } }),
      )
    }, aWhile)
    return () => clearTimeout(timer)
  }, [key])
  return { asked, busy, ...result }
}

function fieldOf(error: unknown): string | undefined {
  const field = error instanceof ApiError ? error.details.field : undefined
  return typeof field === 'string' ? field : undefined
}
