/** What stops a set from coming into force. Whoever analyses rules adds to it. */
import { HubError } from '../../../core/error.ts'
import type { RuleDesk } from '../../../core/flow/desk.ts'
import type { RuleOwner } from '../../../core/flow/rule-store.ts'
import type { RuleSet } from '../contract/sets.ts'
import type { Stop } from '../contract/versions.ts'

/** Gives what stops it; nothing: it may be published. */
export type Check = (owner: RuleOwner, set: RuleSet) => readonly Stop[] | Promise<readonly Stop[]>

export interface Checks {
  add(check: Check): void
  /** All that stops it, in the order of the checks. */
  stops(owner: RuleOwner, set: RuleSet): Promise<readonly Stop[]>
  /** Throws HubError `rules.stopped` (409) with `stops` where anything does. */
  mustPass(owner: RuleOwner, set: RuleSet): Promise<void>
}

export function openChecks(): Checks {
  const checks: Check[] = []
  async function stops(owner: RuleOwner, set: RuleSet): Promise<readonly Stop[]> {
    const found = await Promise.all(checks.map(async check => check(owner, set)))
    return found.flat()
  }
  return {
    add: check => void checks.push(check),
    stops,
    async mustPass(owner, set) {
      const found = await stops(owner, set)
      if (found.length > 0) throw new HubError('rules.stopped', 409, { stops: found, count: found.length })
    },
  }
}

const says: Readonly<Record<string, Stop['say']>> = {
  'rule.event': { sv: 'händelsen finns inte', en: 'there is no such event' },
  'rule.fact': { sv: 'uppgiften finns inte', en: 'there is no such fact' },
  'rule.operator': { sv: 'jämförelsen finns inte', en: 'there is no such comparison' },
  'rule.params': { sv: 'ett värde passar inte', en: 'a value does not fit' },
  'rule.action': { sv: 'åtgärden finns inte', en: 'there is no such action' },
  'rule.value': { sv: 'ett värde är inte valt än', en: 'a value is not chosen yet' },
  'rule.stage': { sv: 'skydd sätts av organisationen', en: 'guards are the organisation’s to set' },
  'rule.any-empty': { sv: '”något av” är tomt', en: '“any of” is empty' },
}

/** Each rule can be read and carried out, has a name of its own, and stands where it belongs. */
export const soundRules =
  (desk: Pick<RuleDesk, 'problems'>): Check =>
  ({ scope }, { rules }) => {
    const names = new Set<string>()
    return rules.flatMap((rule, at) => {
      const stop = (code: string, field: string, what: Stop['say']): Stop => ({
        ...{ code, rule: rule.name, field: `rules.${at}.${field}` },
        say: { sv: `”${rule.title.sv}”: ${what.sv}`, en: `“${rule.title.en}”: ${what.en}` },
      })
      const taken = names.has(rule.name)
      names.add(rule.name)
      return [
        ...(taken
          ? [stop('rules.name-taken', 'name', { sv: 'en annan regel har namnet', en: 'another rule has its name' })]
          : []),
        ...(rule.scope === scope
          ? []
          : [stop('rules.scope', 'scope', { sv: 'regeln hör inte hemma här', en: 'the rule does not belong here' })]),
        ...desk.problems(rule).map(({ code, field }) => stop(code, field, says[code] ?? { sv: code, en: code })),
      ]
    })
  }
