/** What the hub finds in the draft, asked anew when it was changed: once for all panels that show something of it. */
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { z } from 'zod'
import type { ApiClient } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { examineRules } from '../../contract.ts'
import { type Desk, useDesk } from '../desk/desk.ts'

export type Examined = z.infer<typeof examineRules.output>
export type Found = Examined['findings'][number]

/** Milliseconds: a word is written in one go. */
const aWhile = 500

interface Shared {
  readonly found: ReadonlySignal<Examined | undefined>
  users: number
  readonly stop: () => void
}

const shared = new WeakMap<Desk, Shared>()

function begin(desk: Desk, api: ApiClient): Shared {
  const found = signal<Examined>()
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = effect(() => {
    const set = desk.draft.value
    turn += 1
    const mine = turn
    clearTimeout(timer)
    if (!set) return
    const ask = async () => {
      try {
        const answer = await api.call(examineRules, { ...desk.whose, set })
        // An answer that was overtaken is worth nothing.
        if (turn !== mine) return
        found.value = answer
        desk.wrongFields.value = fieldsIn(answer)
      } catch {
        // Publishing looks again; what was found before is about another draft.
        if (turn === mine) found.value = undefined
      }
    }
    timer = setTimeout(() => void ask(), found.peek() ? aWhile : 0)
  })
  return {
    found,
    users: 0,
    stop() {
      turn += 1
      clearTimeout(timer)
      stop()
    },
  }
}

const fieldsIn = ({ findings }: Examined): ReadonlySet<string> =>
  new Set(findings.flatMap(({ field, rules: [first] }) => (field && first ? [`${first.name} ${field}`] : [])))

/** Undefined until it is known. */
export function useExamined(): Examined | undefined {
  const desk = useDesk()
  const { api } = useApp()
  const here = shared.get(desk) ?? begin(desk, api)
  shared.set(desk, here)
  useEffect(() => {
    here.users += 1
    return () => {
      here.users -= 1
      if (here.users > 0) return
      here.stop()
      shared.delete(desk)
    }
  }, [desk])
  return here.found.value
}
