/** The draft of an owner's next version: one, which several may write. A revision that was not the last changes nothing. */
import { UniqueConstraintError } from 'sequelize'
import { HubError } from '../../../core/error.ts'
import type { RuleOwner } from '../../../core/flow/rule-store.ts'
import type { Stored } from '../../../core/hub.ts'
import { type RuleSet, ruleSetSchema } from '../contract/sets.ts'
import type { Draft } from '../contract/versions.ts'
import type { DraftRow, RulesTables } from './tables.ts'

export interface Drafts {
  of(owner: RuleOwner): Promise<Draft | undefined>
  /** `revision`: of the draft that it was made from; 0: there was none. Throws HubError `rules.draft-changed` (409) with theirs. */
  save(
    owner: RuleOwner,
    draft: { readonly revision: number; readonly base: number; readonly set: RuleSet },
    by: string,
  ): Promise<Draft>
  /** The same error. */
  discard(owner: RuleOwner, revision: number, by: string): Promise<void>
}

export const ownersRows = ({ scope, organisation, owner }: RuleOwner) => ({
  organisationId: organisation,
  scope,
  owner,
})

export function openDrafts({ drafts: table }: Pick<RulesTables, 'drafts'>): Drafts {
  const row = async (owner: RuleOwner) => (await table.findOne({ where: ownersRows(owner) }))?.get()

  async function of(owner: RuleOwner): Promise<Draft | undefined> {
    const found = await row(owner)
    return found && read(found)
  }

  const changed = async (owner: RuleOwner) =>
    new HubError('rules.draft-changed', 409, { draft: (await of(owner)) ?? null })

  async function write(owner: RuleOwner, revision: number, values: Omit<DraftRow, 'scope' | 'owner' | 'revision'>) {
    const before = await row(owner)
    const there = before && before.set !== null ? before.revision : 0
    if (there !== revision) throw await changed(owner)
    if (!before) {
      try {
        await table.create({ ...ownersRows(owner), ...values, revision: 1 })
      } catch (error) {
        if (error instanceof UniqueConstraintError) throw await changed(owner)
        throw error
      }
      return
    }
    const next = before.revision + 1
    const where = { ...ownersRows(owner), revision: before.revision }
    const [written] = await table.update({ ...values, revision: next }, { where })
    if (written !== 1) throw await changed(owner)
  }

  return {
    of,
    async save(owner, { revision, base, set }, by) {
      await write(owner, revision, { base, set: JSON.stringify(set), madeBy: by })
      const draft = await of(owner)
      if (!draft) throw await changed(owner)
      return draft
    },
    async discard(owner, revision, by) {
      await write(owner, revision, { base: 0, set: null, madeBy: by })
    },
  }
}

function read({ revision, base, set, madeBy, updatedAt }: DraftRow & Stored): Draft | undefined {
  if (set === null) return undefined
  return { revision, base, set: ruleSetSchema.parse(JSON.parse(set)), by: madeBy, at: updatedAt.toISOString() }
}
