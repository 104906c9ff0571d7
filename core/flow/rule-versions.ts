/** Every list of rules that ever was in force, as it was. A version is written once and never changed. */
import { Op, type Transaction } from 'sequelize'
import { v7 } from 'uuid'
import { z } from 'zod'
import { definePort, type Phrase } from '../define.ts'
import type { Hub } from '../hub.ts'
import { type Rule, ruleSchema } from './rule.ts'
import type { RuleOwner } from './rule-store.ts'
import { type RuleVersionRow, tables } from './tables.ts'

/** Who made a version, and why. */
export interface Making {
  /** Id of a person; none: the service itself. */
  readonly by?: string | undefined
  /** In both languages where a screen's own button did it. */
  readonly why?: string | Phrase | undefined
  /** Number of the version that it brings back. */
  readonly like?: number | undefined
  /** Number of the version that it was made from; 0: none. It is refused where another is in force. */
  readonly after?: number | undefined
}

export interface RuleVersion {
  /** UUIDv7: what a decision names. */
  readonly id: string
  /** From 1, without gaps, for each owner. The highest is in force. */
  readonly number: number
  readonly at: Date
  readonly by: string | undefined
  readonly why: string | Phrase | undefined
  readonly like: number | undefined
  /** How many rules it has. */
  readonly size: number
}

/** Rules, and what their owner's screens keep beside them: nothing that the spine reads. */
export interface RulesAndMore {
  readonly rules: readonly Rule[]
  readonly beside: Readonly<Record<string, unknown>>
}

export interface RuleVersions {
  /** The version in force; undefined where nobody ever wrote any. */
  latest(owner: RuleOwner): Promise<(RuleVersion & RulesAndMore) | undefined>
  at(owner: RuleOwner, number: number): Promise<(RuleVersion & RulesAndMore) | undefined>
  /** The newest first. */
  list(owner: RuleOwner, page: { before?: number | undefined; limit: number }): Promise<readonly RuleVersion[]>
  find(organisation: string, id: string): Promise<(RuleVersion & { owner: RuleOwner }) | undefined>
}

export const ruleVersions = definePort<RuleVersions>('core.rule-versions')

const bodySchema = z.object({ rules: z.array(ruleSchema), beside: z.record(z.string(), z.unknown()) })

const ownersRows = ({ scope, organisation, owner }: RuleOwner) => ({ organisationId: organisation, scope, owner })
/** All but the body, which may be long. */
const attributes = ['id', 'organisationId', 'scope', 'owner', 'number', 'madeBy', 'why', 'sameAs', 'size', 'createdAt']

export function ruleVersionsOf(database: Pick<Hub, 'table'>): RuleVersions {
  const { ruleVersions: table } = tables(database)
  const whole = (row: { get(): RuleVersionRow } | null) => {
    if (!row) return undefined
    const { rules, beside } = bodySchema.parse(JSON.parse(row.get().body))
    return { ...read(row.get()), rules, beside }
  }
  return {
    latest: async owner => whole(await table.findOne({ where: ownersRows(owner), order: [['number', 'DESC']] })),
    at: async (owner, number) => whole(await table.findOne({ where: { ...ownersRows(owner), number } })),
    async list(owner, { before, limit }) {
      const rows = await table.findAll({
        where: { ...ownersRows(owner), ...(before !== undefined && { number: { [Op.lt]: before } }) },
        order: [['number', 'DESC']],
        attributes,
        limit,
      })
      return rows.map(row => read(row.get()))
    },
    async find(organisation, id) {
      const row = (await table.findOne({ where: { organisationId: organisation, id }, attributes }))?.get()
      if (!row) return undefined
      const { scope, owner } = row
      return { ...read(row), owner: { scope: scope as RuleOwner['scope'], organisation, owner } }
    },
  }
}

const read = ({ id, number, createdAt, madeBy, why, sameAs, size }: RuleVersionRow): RuleVersion => ({
  id,
  number,
  at: createdAt,
  by: madeBy ?? undefined,
  why: why === null ? undefined : (JSON.parse(why) as string | Phrase),
  like: sameAs ?? undefined,
  size,
})

/** The number of the version in force, 0 where there is none, and what its owner keeps beside the rules. */
export async function numberInForce(
  database: Pick<Hub, 'table'>,
  owner: RuleOwner,
  transaction: Transaction,
): Promise<{ number: number; beside: RulesAndMore['beside'] }> {
  const { ruleVersions: table } = tables(database)
  const row = (
    await table.findOne({
      where: ownersRows(owner),
      order: [['number', 'DESC']],
      transaction,
      attributes: ['number', 'body'],
    })
  )?.get()
  return row ? { number: row.number, beside: bodySchema.parse(JSON.parse(row.body)).beside } : { number: 0, beside: {} }
}

/** Throws Sequelize's UniqueConstraintError where another hub made a version of that number at the same time. */
export async function writeVersion(
  database: Pick<Hub, 'table'>,
  owner: RuleOwner,
  { number, rules, beside, by, why, like }: RulesAndMore & Making & { readonly number: number },
  transaction: Transaction,
): Promise<RuleVersion> {
  const { ruleVersions: table } = tables(database)
  const row = await table.create(
    {
      id: v7(),
      ...ownersRows(owner),
      number,
      madeBy: by ?? null,
      why: why === undefined || why === '' ? null : JSON.stringify(why),
      sameAs: like ?? null,
      size: rules.length,
      body: JSON.stringify({ rules, beside }),
    },
    { transaction },
  )
  return read(row.get())
}
