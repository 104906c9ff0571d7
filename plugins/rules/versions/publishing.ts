/** How a set comes into force, and how an old one comes back. */
import { HubError } from '../../../core/error.ts'
import type { RuleOwner, Rules } from '../../../core/flow/rule-store.ts'
import type { RulesAndMore, RuleVersion, RuleVersions } from '../../../core/flow/rule-versions.ts'
import { type RuleSet, ruleSetSchema } from '../contract/sets.ts'
import type { VersionEntry } from '../contract/versions.ts'
import type { Checks } from './checks.ts'

export interface Publishing {
  /** Those in force; of nobody's rules there is no version, and the set is empty. */
  inForce(owner: RuleOwner): Promise<{ version: VersionEntry | undefined; set: RuleSet }>
  /** Throws HubError `rules.version-not-found` (404). */
  at(owner: RuleOwner, number: number): Promise<{ version: VersionEntry; set: RuleSet }>
  /** `base`: number of the version that it came from. Throws HubError `rules.overtaken`, `rules.stopped` (409); nothing is changed then. */
  publish(
    owner: RuleOwner,
    made: { readonly set: RuleSet; readonly base: number; readonly by: string; readonly why: string },
  ): Promise<VersionEntry>
  /** The errors of both. */
  rollBack(
    owner: RuleOwner,
    made: { readonly number: number; readonly by: string; readonly why: string },
  ): Promise<VersionEntry>
}

export const entryOf = ({ id, number, at, by, why, like, size }: RuleVersion): VersionEntry => ({
  ...{ id, number, at: at.toISOString(), rules: size },
  ...{ by, why, like },
})

const setOf = ({ rules, beside }: RulesAndMore): RuleSet => ruleSetSchema.parse({ cases: [], ...beside, rules })

/** Nobody can do anything about it but look at what is in force now. */
export const overtaken = () => new HubError('rules.overtaken', 409)

export function openPublishing(rules: Pick<Rules, 'replace'>, versions: RuleVersions, checks: Checks): Publishing {
  async function put(
    owner: RuleOwner,
    { rules: list, ...beside }: RuleSet,
    made: { after: number; by: string; why: string; like?: number },
  ): Promise<VersionEntry> {
    try {
      return entryOf(await rules.replace(owner, list, { ...made, beside }))
    } catch (error) {
      throw error instanceof HubError && error.code === 'rule.overtaken' ? overtaken() : error
    }
  }

  async function at(owner: RuleOwner, number: number) {
    const version = await versions.at(owner, number)
    if (!version) throw new HubError('rules.version-not-found', 404)
    return { version: entryOf(version), set: setOf(version) }
  }

  const numberOf = async (owner: RuleOwner) => (await versions.list(owner, { limit: 1 }))[0]?.number ?? 0

  return {
    async inForce(owner) {
      const latest = await versions.latest(owner)
      return { version: latest && entryOf(latest), set: latest ? setOf(latest) : { rules: [], cases: [] } }
    },
    at,
    async publish(owner, { set, base, by, why }) {
      if ((await numberOf(owner)) !== base) throw overtaken()
      await checks.mustPass(owner, set)
      return put(owner, set, { after: base, by, why })
    },
    async rollBack(owner, { number, by, why }) {
      const { set } = await at(owner, number)
      const after = await numberOf(owner)
      if (after === number) throw new HubError('rules.in-force-already', 409)
      await checks.mustPass(owner, set)
      return put(owner, set, { after, by, why, like: number })
    },
  }
}
