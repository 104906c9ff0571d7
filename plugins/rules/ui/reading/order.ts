/** An owner's rules among those that apply beside them, in the order in which they are tried. */
import { type Rule, ruleScopes, type Stage, stages } from '../../../../core/flow/rule.ts'

export interface Step {
  readonly event: string
  readonly stages: readonly { readonly stage: Stage; readonly rules: readonly Rule[] }[]
}

/** Events in the order given; within a stage the nearer scope first, and lists as they stand. */
export function inOrder(own: readonly Rule[], others: readonly Rule[], events: readonly string[]): readonly Step[] {
  const all = ruleScopes.flatMap(scope => [...own, ...others].filter(rule => rule.scope === scope))
  return events.flatMap(event => {
    const found = stages.flatMap(stage => {
      const rules = all.filter(rule => rule.on === event && rule.stage === stage)
      return rules.length > 0 ? [{ stage, rules }] : []
    })
    return found.length > 0 ? [{ event, stages: found }] : []
  })
}
