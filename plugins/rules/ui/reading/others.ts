/** What applies beside an owner's own rules, and how often each won yesterday: read once for all panels of the screen. */

import { type Signal, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Rule } from '../../../../core/flow/rule.ts'
import { useApp } from '../../../../ui/app.ts'
import { readLadder } from '../../contract/ladder.ts'
import { type Desk, useDesk } from '../desk/desk.ts'

export interface Others {
  readonly rules: readonly Rule[]
  /** By scope and name. */
  readonly won: Readonly<Record<string, number>>
}

interface Kept {
  readonly found: Signal<Others>
  version: number | undefined | 'none'
}

const kept = new WeakMap<Desk, Kept>()

export function useOthers(): Others {
  const app = useApp()
  const desk = useDesk()
  const mine = kept.get(desk) ?? { found: signal<Others>({ rules: [], won: {} }), version: 'none' as const }
  kept.set(desk, mine)
  const version = desk.version.value
  useEffect(() => {
    if (mine.version === version) return
    mine.version = version
    const { scope, owner } = desk.whose
    void app.api.call(readLadder, { scope, owner }).then(
      found => {
        mine.found.value = found
      },
      // The own rules stand there all the same; it is asked for again when the next panel is shown.
      () => {
        mine.version = 'none'
      },
    )
  }, [desk, version])
  return mine.found.value
}
