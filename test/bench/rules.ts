/** Rules of many people, of the kinds that people write: whom they let through, where their calls go when they don't answer. */
import type { Rule } from '../../core/flow/rule.ts'

export const people = 1000
export const personId = (at: number): string => `person-${at % people}`

const title = { sv: 'En regel', en: 'A rule' }
const number = (at: number) => `+4670${String(1_000_000 + at).padStart(7, '0')}`

/** The `at`-th rule of the system; its person is `personId(at)`. Two in five are tried when a call comes in. */
export function personRule(at: number): Rule {
  const scope = 'person'
  const name = `rule-${at}`
  const from = { fact: 'call', path: '$.callerNumber', operator: 'equal', value: number(at) }
  const closed = { fact: 'presence.activity', path: '$.closesPhone', operator: 'equal', value: true }
  const ring = { type: 'call.ring', params: { seconds: 30 } }
  const forward = { type: 'call.forward', params: { to: '1003' } }
  const said = { type: 'call.reject', params: { sipStatus: 603, reason: 'Decline' } }
  const group = Math.floor(at / people) % 5
  if (group === 0) {
    return {
      name,
      title,
      scope,
      on: 'call.incoming',
      stage: 'exempt',
      conditions: { all: [closed, from] },
      event: ring,
    }
  }
  if (group === 1) {
    return { name, title, scope, on: 'call.incoming', stage: 'guard', conditions: { all: [from] }, event: said }
  }
  const on = (['call.unanswered', 'call.busy', 'call.declined'] as const)[group - 2] ?? 'call.unreachable'
  return { name, title, scope, on, stage: 'reach', conditions: { any: [from, closed] }, event: forward }
}
