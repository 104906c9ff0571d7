/** Sets that come into force by themselves. One for each owner. */
import { UniqueConstraintError } from 'sequelize'
import { z } from 'zod'
import { HubError } from '../../../core/error.ts'
import { type RuleOwner, ruleOwnerScopes } from '../../../core/flow/rule-store.ts'
import type { Hub, Stored } from '../../../core/hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { merge, same } from '../contract/changes.ts'
import { type RuleSet, ruleSetSchema } from '../contract/sets.ts'
import type { Scheduled } from '../contract/versions.ts'
import { ownersRows } from './drafts.ts'
import type { OwnerFor } from './owners.ts'
import { overtaken, type Publishing } from './publishing.ts'
import type { RulesTables, ScheduledRow } from './tables.ts'

export interface Schedule {
  of(owner: RuleOwner): Promise<Scheduled | undefined>
  /** Throws HubError `rules.time-passed` (400), `rules.scheduled-already` (409). */
  add(
    owner: RuleOwner,
    scheduled: {
      readonly set: RuleSet
      readonly base: number
      readonly at: Date
      readonly by: string
      readonly why: string
    },
  ): Promise<Scheduled>
  /** What it was. Throws HubError `rules.not-scheduled` (404). */
  cancel(owner: RuleOwner): Promise<Scheduled>
}

interface Parts {
  readonly scheduled: RulesTables['scheduled']
  readonly publishing: Publishing
  readonly ownerFor: OwnerFor
  readonly directory: Directory
}

const due = z.object({ id: z.string(), organisation: z.string() })
const none: RuleSet = { rules: [], cases: [] }

export function openSchedule(
  hub: Pick<Hub, 'job' | 'log'>,
  { scheduled: table, publishing, ownerFor, directory }: Parts,
): Schedule {
  const job = hub.job('publish', due, async ({ id, organisation }) => {
    const row = (await table.findOne({ where: { organisationId: organisation, id } }))?.get()
    // Cancelled in the last moment.
    if (!row) return
    try {
      await publish(row)
    } catch (error) {
      if (!(error instanceof HubError) || error.status >= 500) throw error
      hub.log.warn({ err: error, organisation }, 'rules did not come into force at their time')
      await table.update({ failed: error.code }, { where: { organisationId: organisation, id } })
      return
    }
    await table.destroy({ where: { organisationId: organisation, id } })
  })

  async function publish({ organisationId, scope, owner: id, base, set, madeBy, why }: ScheduledRow & Stored) {
    const person = directory.person(madeBy)
    if (!person) throw new HubError('rules.not-yours', 403)
    const { role, organisation } = person
    const asked = { scope: z.enum(ruleOwnerScopes).parse(scope), owner: id }
    const owner = ownerFor(asked, { person: madeBy, organisation, role })
    if (owner.organisation !== organisationId) throw new HubError('rules.not-yours', 403)
    const now = await publishing.inForce(owner)
    const began = base === 0 ? none : (await publishing.at(owner, base)).set
    // Nobody sits before the screen: what others published meanwhile stays, where both can be had.
    const wanted = merge({ base: began, mine: ruleSetSchema.parse(JSON.parse(set)), theirs: now.set })
    if (wanted.clashes.length > 0) throw overtaken()
    // It may have come into force, and the hub died behind it.
    if (same(wanted.set, now.set)) return
    await publishing.publish(owner, { set: wanted.set, base: now.version?.number ?? 0, by: madeBy, why })
  }

  const row = async (owner: RuleOwner) => (await table.findOne({ where: ownersRows(owner) }))?.get()

  return {
    async of(owner) {
      const found = await row(owner)
      return found && read(found)
    },
    async add(owner, { set, base, at, by, why }) {
      if (at <= new Date()) throw new HubError('rules.time-passed', 400, { field: 'at' })
      const values = { ...ownersRows(owner), at, base, set: JSON.stringify(set), madeBy: by, why, failed: null }
      const made = await table.create(values).catch((error: unknown) => {
        throw error instanceof UniqueConstraintError ? new HubError('rules.scheduled-already', 409) : error
      })
      const { id, organisationId } = made.get()
      await job.at(at, id, { id, organisation: organisationId })
      return read(made.get())
    },
    async cancel(owner) {
      const found = await row(owner)
      if (!found) throw new HubError('rules.not-scheduled', 404)
      await table.destroy({ where: { organisationId: owner.organisation, id: found.id } })
      await job.cancel(found.id)
      return read(found)
    },
  }
}

const read = ({ at, base, set, madeBy, why, failed }: ScheduledRow): Scheduled => ({
  ...{ at: at.toISOString(), base, by: madeBy, why, set: ruleSetSchema.parse(JSON.parse(set)) },
  ...(failed !== null && { failed }),
})
