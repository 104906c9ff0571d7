import type { Finding } from '../../../core/flow/analysis/finding.ts'
import { findingsInTurns } from '../../../core/flow/analysis/index.ts'
import type { RuleDesk } from '../../../core/flow/desk.ts'
import type { RuleOwner } from '../../../core/flow/rule-store.ts'
import { capital, said } from '../../../core/flow/telling.ts'
import type { Hub } from '../../../core/hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { type CaseResult, examineRules } from '../contract/findings.ts'
import type { RuleSet } from '../contract/sets.ts'
import type { Stop } from '../contract/versions.ts'
import { type Checks, soundRules } from '../versions/checks.ts'
import { ownersOf } from '../versions/owners.ts'
import { tryCases } from './cases.ts'
import { examined } from './examined.ts'
import { withWholeFacts } from './whole.ts'

interface Ports {
  readonly directory: Directory
  readonly desk: RuleDesk
  /** What stops publishing: the findings that do are added. */
  readonly checks: Pick<Checks, 'add'>
}

/** Looks at a set of rules before it is published. */
export function provideFindings(hub: Pick<Hub, 'route'>, { directory, desk, checks }: Ports): void {
  const ownerFor = ownersOf(directory)
  const unsound = soundRules(desk)

  async function examine(owner: RuleOwner, set: RuleSet) {
    const broken = (await unsound(owner, set)).map(stop => asFinding(stop, owner, set))
    // What can't be used as it stands nobody can reason about either.
    const bad = new Set(broken.flatMap(({ rules }) => rules.map(({ name }) => name)))
    const rules = set.rules.filter(({ name }) => !bad.has(name))
    const found = await findingsInTurns(examined(owner, rules, { desk, directory }))
    const cases = await tryCases(owner, { ...set, rules }, desk)
    const failing = cases
      .filter(({ expected }) => !expected)
      .map(result => wrongCase(result, owner, set, { desk, directory }))
    return { findings: [...broken, ...failing, ...found], cases: [...cases] }
  }

  checks.add(async (owner, set) => {
    const { findings } = await examine(owner, set)
    return findings
      .filter(({ severity, code }) => severity === 'stop' && code !== 'unsound')
      .map(({ code, say, rules: [first] }) => ({ code: `rules.${code}`, say, ...(first && { rule: first.name }) }))
  })

  hub.route(examineRules, async ({ set, ...asked }, who) => {
    const { findings, cases } = await examine(ownerFor(asked, who), set)
    const shown = findings.map(finding => withWholeFacts(finding, desk.catalogue))
    return { findings: shown as (typeof examineRules.output)['_output']['findings'], cases }
  })
}

function asFinding({ rule, field, say }: Stop, owner: RuleOwner, { rules }: RuleSet): Finding {
  const known = rules.find(({ name }) => name === rule)
  return {
    ...{ code: 'unsound', severity: 'stop' },
    say: { sv: `${say.sv}.`, en: `${say.en}.` },
    rules: known ? [named(known, owner)] : [],
    // The set's own path begins with the rule's place in it.
    ...(known && field !== undefined && { field: field.replace(/^rules\.\d+\./, '') }),
  }
}

const named = ({ name, title, scope }: RuleSet['rules'][number], { owner }: RuleOwner) => ({
  ...{ name, title, scope, own: true },
  ...(scope !== 'organisation' && { owner }),
})

function wrongCase(
  result: CaseResult,
  owner: RuleOwner,
  { rules, cases }: RuleSet,
  { desk, directory }: Pick<Ports, 'desk' | 'directory'>,
): Finding {
  const zone = directory.organisation(owner.organisation)?.zone ?? 'Europe/Stockholm'
  const title = cases.find(({ id }) => id === result.id)?.title ?? ''
  const rule = rules.find(({ name }) => name === result.rule)
  const ends = (language: 'sv' | 'en') => {
    const { got, by } = result
    if (!got) return language === 'sv' ? 'ingenting händer' : 'nothing happens'
    const reader = { language, zone, at: new Date() }
    const what = said({ type: got.action, params: got.params }, desk.catalogue, reader)
    if (!by) return what
    return language === 'sv' ? `${what}, enligt ”${by.sv}”` : `${what}, by “${by.en}”`
  }
  return {
    code: 'case',
    severity: 'stop',
    say: {
      sv: `Ett fall slutar annorlunda: ”${title}”. ${capital(ends('sv'))}.`,
      en: `A case ends otherwise: “${title}”. ${capital(ends('en'))}.`,
    },
    rules: rule ? [named(rule, owner)] : [],
  }
}
