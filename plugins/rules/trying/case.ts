/** What was tried as a case: facts in, decision out, so that it goes on ending like this whatever is changed. */
import { DateTime } from 'luxon'
import type { Reader } from '../../../core/flow/telling.ts'
import type { Course, Trial } from '../../../core/flow/trial.ts'
import type { RuleCase } from '../contract.ts'

/** None where nothing was routed. Of the action's arguments those count that are names and numbers: where a call goes, what is said. */
export function caseOf({ decision }: Course, reader: Reader, trial: Trial): Omit<RuleCase, 'id'> | undefined {
  const { occurrence, facts = [], route } = decision
  if (!route) return undefined
  const { type, at, scope, parties, data } = occurrence
  const params = Object.entries(route.action.params ?? {}).filter(([, value]) => typeof value === 'string')
  return {
    ...{
      title: titled(trial.title(decision, reader), at, reader),
      on: type,
      at: at.toISOString(),
      scope,
      parties,
      data,
    },
    facts: facts.map(fact => ({ ...fact, params: fact.params && { ...fact.params } })),
    expects: { action: route.action.type, ...(params.length > 0 && { params: Object.fromEntries(params) }) },
  } as Omit<RuleCase, 'id'>
}

/** "Olof Berg calls Anna Svensson, Fri 15:40" */
function titled(title: string, at: Date, { language, zone }: Reader): string {
  return `${title}, ${DateTime.fromJSDate(at, { zone }).setLocale(language).toFormat('ccc HH:mm')}`
}
