/** Drafts and versions, for whoever may change these rules. */
import { HubError } from '../../../core/error.ts'
import type { RuleOwner } from '../../../core/flow/rule-store.ts'
import type { RuleVersion, RuleVersions } from '../../../core/flow/rule-versions.ts'
import type { Hub } from '../../../core/hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { readRulesFile } from '../contract/files.ts'
import { ruleSetSchema } from '../contract/sets.ts'
import type { Draft } from '../contract/versions.ts'
import * as contract from '../contract/versions.ts'
import type { Checks } from './checks.ts'
import type { Drafts } from './drafts.ts'
import type { OwnerFor } from './owners.ts'
import { entryOf, overtaken, type Publishing } from './publishing.ts'
import type { Schedule } from './schedule.ts'

interface Parts {
  readonly directory: Directory
  readonly ownerFor: OwnerFor
  readonly drafts: Drafts
  readonly publishing: Publishing
  readonly schedule: Schedule
  readonly versions: RuleVersions
  readonly checks: Checks
}

const page = 50

export function provideRoutes(
  hub: Hub,
  { directory, ownerFor, drafts, publishing, schedule, versions, checks }: Parts,
): void {
  /** With the name of whoever made it. */
  function named<Made extends { readonly by?: string | undefined }>(made: Made): Made & { byName?: string } {
    const name = made.by === undefined ? undefined : directory.person(made.by)?.name
    return { ...made, ...(name !== undefined && { byName: name }) }
  }
  const entry = (version: RuleVersion) => named(entryOf(version))

  async function draftAt(owner: RuleOwner, revision: number): Promise<Draft> {
    const draft = await drafts.of(owner)
    if (draft?.revision !== revision) throw draftChanged(draft)
    return draft
  }

  hub.route(contract.readRules, async (asked, who) => {
    const owner = ownerFor(asked, who)
    const [inForce, draft, scheduled] = await Promise.all([
      publishing.inForce(owner),
      drafts.of(owner),
      schedule.of(owner),
    ])
    return {
      ...inForce,
      version: inForce.version && named(inForce.version),
      draft: draft && named(draft),
      scheduled: scheduled && named(scheduled),
    }
  })

  hub.route(contract.saveDraft, async ({ revision, base, set, ...asked }, who) => {
    const owner = ownerFor(asked, who)
    const { version } = await publishing.inForce(owner)
    if (base > (version?.number ?? 0)) throw new HubError('rules.version-not-found', 400, { field: 'base' })
    try {
      return named(await drafts.save(owner, { revision, base, set }, who.person))
    } catch (error) {
      throw isChanged(error) ? draftChanged(await drafts.of(owner)) : error
    }
  })

  hub.route(contract.discardDraft, async ({ revision, ...asked }, who) => {
    await drafts.discard(ownerFor(asked, who), revision, who.person)
  })

  hub.route(contract.publishDraft, async ({ revision, why, at, ...asked }, who) => {
    const owner = ownerFor(asked, who)
    const { base, set } = await draftAt(owner, revision)
    const made = { set, base, by: who.person, why }
    if (at === undefined) {
      const version = await publishing.publish(owner, made)
      await done(owner, revision, who.person)
      return { version: named(version) }
    }
    const inForce = await publishing.inForce(owner)
    if ((inForce.version?.number ?? 0) !== base) throw overtaken()
    await checks.mustPass(owner, set)
    const scheduled = await schedule.add(owner, { ...made, at: new Date(at) })
    await done(owner, revision, who.person)
    return { scheduled: named(scheduled) }
  })

  const isChanged = (error: unknown) => error instanceof HubError && error.code === 'rules.draft-changed'
  const draftChanged = (theirs: Draft | undefined) =>
    new HubError('rules.draft-changed', 409, { draft: theirs ? named(theirs) : null })

  /** Whoever changed the draft in the same moment keeps it. */
  async function done(owner: RuleOwner, revision: number, by: string): Promise<void> {
    try {
      await drafts.discard(owner, revision, by)
    } catch (error) {
      if (!isChanged(error)) throw error
    }
  }

  hub.route(contract.cancelPublication, async (asked, who) => {
    const owner = ownerFor(asked, who)
    const cancelled = await schedule.cancel(owner)
    const { set, base } = cancelled
    if (!(await drafts.of(owner))) await drafts.save(owner, { revision: 0, base, set }, who.person)
  })

  hub.route(contract.listVersions, async ({ before, ...asked }, who) => {
    const found = await versions.list(ownerFor(asked, who), { before, limit: page + 1 })
    return { versions: found.slice(0, page).map(entry), more: found.length > page }
  })

  hub.route(contract.readVersion, async ({ number, ...asked }, who) => {
    const { version, set } = await publishing.at(ownerFor(asked, who), number)
    return { version: named(version), set }
  })

  hub.route(contract.findVersion, async ({ id }, who) => {
    const found = await versions.find(who.organisation, id)
    if (!found) throw new HubError('rules.version-not-found', 404)
    const { scope, owner } = ownerFor(found.owner, who)
    return { scope, owner, version: entry(found) }
  })

  hub.route(readRulesFile, async ({ file, ...asked }, who) => {
    const owner = ownerFor(asked, who)
    const read = ruleSetSchema.parse(file)
    // Whose they were before is of no matter: they become this owner's.
    const set = { ...read, rules: read.rules.map(rule => ({ ...rule, scope: owner.scope })) }
    return { set, stops: [...(await checks.stops(owner, set))] }
  })

  hub.route(contract.rollBack, async ({ number, why, ...asked }, who) =>
    named(await publishing.rollBack(ownerFor(asked, who), { number, why, by: who.person })),
  )
}
