/** The rule in the middle, for what edits a part of it. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Rule } from '../../../../core/flow/rule.ts'
import type { EditOptions } from '../desk/desk.ts'

export interface RuleInHand {
  readonly rule: Rule
  readonly change: (edit: (rule: Rule) => Rule, options?: EditOptions) => void
  /** Whether a problem has been found with what stands at a field of it ("conditions.all.0.value"). */
  readonly wrong: (field: string) => boolean
}

export const RuleContext = createContext<RuleInHand | undefined>(undefined)

export function useRule(): RuleInHand {
  const rule = useContext(RuleContext)
  if (!rule) throw new Error('outside the editor')
  return rule
}
