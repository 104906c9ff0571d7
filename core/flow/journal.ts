/**
 * What happened and what was decided, written down. An occurrence is accepted once; its decision and the actions that follow
 * from it stand in one transaction; whoever takes an action from the outbox is its only sender.
 */
import { Op, type Transaction, UniqueConstraintError } from 'sequelize'
import { v7 } from 'uuid'
import type { Hub } from '../hub.ts'
import type { Catalogue } from './catalogue.ts'
import type { Decision } from './decision.ts'
import type { Occurrence } from './occurrence.ts'
import { decisionRow, parseDecision, readOccurrence, tables } from './tables.ts'

/** How long a hub that began something is waited for before another goes on with it, in milliseconds. */
const leaseMs = 15_000
/** An occurrence that nobody decided in this time is not decided any more. */
const staleMs = 5 * 60_000

export interface OutboxItem {
  readonly key: string
  readonly type: string
  readonly params: Readonly<Record<string, unknown>>
  readonly decision: Decision
}

export interface Journal {
  /** False when it was accepted before. */
  readonly accept: (occurrence: Occurrence) => Promise<boolean>
  /** Whether an earlier occurrence of the same subject is still being decided by another hub. */
  readonly waitsForOther: (occurrence: Occurrence) => Promise<boolean>
  /** The decision and its side actions, in one transaction. */
  readonly record: (decision: Decision) => Promise<readonly OutboxItem[]>
  /** Many decisions at once, for those that were answered before they were written. */
  readonly recordAll: (decisions: readonly Decision[]) => Promise<void>
  /** True for the one caller who may carry it out. */
  readonly claim: (key: string) => Promise<boolean>
  readonly settle: (key: string, state: 'done' | 'failed', error?: string) => Promise<void>
  /** What a hub that is gone left behind: occurrences to decide and actions to carry out. */
  readonly abandoned: () => Promise<{ occurrences: readonly Occurrence[]; items: readonly OutboxItem[] }>
  readonly decision: (organisation: string, id: string) => Promise<Decision | undefined>
  readonly decisionsOf: (organisation: string, subject: string) => Promise<readonly Decision[]>
}

export function journal(database: Pick<Hub, 'table' | 'transaction'>, catalogue: Catalogue, hub: string): Journal {
  const { occurrences, decisions, outbox } = tables(database)
  const lease = () => new Date(Date.now() + leaseMs)

  const mayRetry = (type: string) => catalogue.actions.get(type)?.definition.retry === 'safe'

  function items(decision: Decision): OutboxItem[] {
    return decision.also.map(({ action }, index) => ({
      key: `${decision.id}:${index}`,
      type: action.type,
      params: action.params ?? {},
      decision,
    }))
  }

  async function writeOutbox(decision: Decision, transaction: Transaction): Promise<readonly OutboxItem[]> {
    const list = items(decision)
    const rows = list.map(({ key, type, params }) => {
      const seconds = catalogue.actions.get(type)?.definition.expires ?? 0
      return {
        id: v7(),
        organisationId: decision.occurrence.organisation,
        key,
        type,
        params: JSON.stringify(params),
        decisionId: decision.id,
        state: 'waiting' as const,
        expiresAt: new Date(decision.occurrence.at.getTime() + seconds * 1000),
      }
    })
    if (rows.length > 0) await outbox.bulkCreate(rows, { transaction })
    return list
  }

  async function claim(key: string): Promise<boolean> {
    const now = new Date()
    const [taken] = await outbox.update(
      { state: 'claimed', claimedBy: hub, leaseUntil: lease() },
      {
        where: {
          key,
          expiresAt: { [Op.gt]: now },
          [Op.or]: [{ state: 'waiting' }, { state: 'claimed', leaseUntil: { [Op.lte]: now } }],
        },
        everyOrganisation: true,
      },
    )
    return taken === 1
  }

  async function abandonedItems(): Promise<OutboxItem[]> {
    const now = new Date()
    const rows = await outbox.findAll({
      where: {
        expiresAt: { [Op.gt]: now },
        [Op.or]: [
          { state: 'waiting', createdAt: { [Op.lte]: new Date(now.getTime() - leaseMs) } },
          { state: 'claimed', leaseUntil: { [Op.lte]: now } },
        ],
      },
      limit: 500,
      everyOrganisation: true,
    })
    const found: OutboxItem[] = []
    for (const row of rows) {
      const { key, type, params, decisionId, organisationId, state } = row.get()
      // Claimed by a hub that is gone: it may have been sent already.
      if (state === 'claimed' && !mayRetry(type)) {
        await settle(key, 'failed', 'the hub that had claimed it is gone')
        continue
      }
      const decision = await read(organisationId, decisionId)
      if (decision) found.push({ key, type, params: JSON.parse(params), decision })
    }
    return found
  }

  async function abandonedOccurrences(): Promise<Occurrence[]> {
    const now = new Date()
    const where = {
      decidedAt: null,
      leaseUntil: { [Op.lte]: now },
      at: { [Op.gt]: new Date(now.getTime() - staleMs) },
    }
    const rows = await occurrences.findAll({ where, order: [['id', 'ASC']], limit: 500, everyOrganisation: true })
    const mine: Occurrence[] = []
    for (const row of rows) {
      const [taken] = await occurrences.update(
        { owner: hub, leaseUntil: lease() },
        { where: { ...where, id: row.get().id }, everyOrganisation: true },
      )
      if (taken === 1) mine.push(readOccurrence(row.get()))
    }
    return mine
  }

  const settle: Journal['settle'] = async (key, state, error) => {
    await outbox.update({ state, error: error ?? null }, { where: { key }, everyOrganisation: true })
  }

  async function read(organisationId: string, id: string): Promise<Decision | undefined> {
    const row = await decisions.findOne({ where: { organisationId, id } })
    return row ? parseDecision(row.get().decision) : undefined
  }

  return {
    async accept(occurrence) {
      const { id, organisation, type, subject, at, data, scope, parties, causedBy, depth } = occurrence
      try {
        await occurrences.create({
          id,
          organisationId: organisation,
          type,
          subject,
          at,
          body: JSON.stringify({ data, scope, parties, causedBy, depth }),
          owner: hub,
          leaseUntil: lease(),
          decidedAt: null,
        })
        return true
      } catch (error) {
        if (error instanceof UniqueConstraintError) return false
        throw error
      }
    },
    async waitsForOther({ id, organisation, subject }) {
      const earlier = await occurrences.count({
        where: {
          organisationId: organisation,
          subject,
          decidedAt: null,
          id: { [Op.lt]: id },
          owner: { [Op.ne]: hub },
          leaseUntil: { [Op.gt]: new Date() },
        },
      })
      return earlier > 0
    },
    async record(decision) {
      const { id, organisation } = decision.occurrence
      try {
        return await database.transaction(async transaction => {
          await decisions.create(decisionRow(decision), { transaction })
          const where = { id, organisationId: organisation }
          await occurrences.update({ decidedAt: new Date() }, { where, transaction })
          return writeOutbox(decision, transaction)
        })
      } catch (error) {
        // Written by a try whose acknowledgement was lost; its actions are in the outbox.
        if (error instanceof UniqueConstraintError) return []
        throw error
      }
    },
    async recordAll(list) {
      await decisions.bulkCreate(list.map(decisionRow), { ignoreDuplicates: true })
    },
    claim,
    settle,
    abandoned: async () => ({ occurrences: await abandonedOccurrences(), items: await abandonedItems() }),
    decision: read,
    async decisionsOf(organisationId, subject) {
      const rows = await decisions.findAll({
        where: { organisationId, subject },
        order: [
          ['at', 'ASC'],
          ['id', 'ASC'],
        ],
        limit: 100,
      })
      return rows.map(row => parseDecision(row.get().decision))
    },
  }
}
