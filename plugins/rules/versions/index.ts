import type { RuleDesk } from '../../../core/flow/desk.ts'
import type { Rules } from '../../../core/flow/rule-store.ts'
import type { RuleVersions } from '../../../core/flow/rule-versions.ts'
import type { Hub } from '../../../core/hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { type Checks, openChecks, soundRules } from './checks.ts'
import { openDrafts } from './drafts.ts'
import { ownersOf } from './owners.ts'
import { openPublishing } from './publishing.ts'
import { provideRoutes } from './routes.ts'
import { openSchedule } from './schedule.ts'
import { rulesTables } from './tables.ts'

interface Ports {
  readonly directory: Directory
  readonly desk: Pick<RuleDesk, 'problems'>
  readonly rules: Rules
  readonly versions: RuleVersions
}

/** Drafts, versions, and publishing. Gives the checks that a set has to pass first, for others to add theirs. */
export function provideVersions(hub: Hub, { directory, desk, rules, versions }: Ports): Checks {
  const tables = rulesTables(hub)
  const checks = openChecks()
  checks.add(soundRules(desk))
  const ownerFor = ownersOf(directory)
  const publishing = openPublishing(rules, versions, checks)
  const schedule = openSchedule(hub, { scheduled: tables.scheduled, publishing, ownerFor, directory })
  provideRoutes(hub, { directory, ownerFor, drafts: openDrafts(tables), publishing, schedule, versions, checks })
  return checks
}
