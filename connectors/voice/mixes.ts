import type { Step } from './port.ts'

/** Whether a room is among the steps, in whatever branch. */
export const mixes = (steps: readonly Step[]): boolean =>
  steps.some(step => step.do === 'mix' || branches(step).some(mixes))

function branches(step: Step): readonly (readonly Step[])[] {
  switch (step.do) {
    case 'collect':
      return [...Object.values(step.on ?? {}), step.otherwise ?? []]
    case 'record':
      return Object.values(step.on ?? {})
    case 'dial':
      return [step.first ?? [], step.after ?? [], step.otherwise ?? []]
    case 'ask':
      return [step.otherwise]
    default:
      return []
  }
}
