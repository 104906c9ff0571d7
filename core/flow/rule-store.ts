/** Rules of organisations and people as they are kept; the standard's are files and come from the composition root. */
import { type Transaction, UniqueConstraintError } from 'sequelize'
import { v7 } from 'uuid'
import { z } from 'zod'
import type { Broadcasts } from '../broadcast.ts'
import { definePort } from '../define.ts'
import { HubError } from '../error.ts'
import type { Hub } from '../hub.ts'
import type { Catalogue } from './catalogue.ts'
import { problems } from './check.ts'
import { type Rule, type RuleScopeName, ruleSchema, ruleScopes } from './rule.ts'
import { type Making, numberInForce, type RulesAndMore, type RuleVersion, writeVersion } from './rule-versions.ts'
import type { RuleIndex, StoredRule } from './rules.ts'
import { type RuleRow, tables } from './tables.ts'

/** All but the standard, which comes as files. */
export const ruleOwnerScopes = ['person', 'number', 'queue', 'organisation'] as const

export interface RuleOwner {
  readonly scope: (typeof ruleOwnerScopes)[number]
  readonly organisation: string
  /** Id of the person, number or queue; the organisation's own id for its rules. */
  readonly owner: string
}

export interface Rules {
  /**
   * Puts a list of rules, in order, in place of an owner's: a new version. Throws HubError `rule.invalid` (400) with the field and the
   * reason when one can't be used, and `rule.overtaken` (409) when another is in force than the one that it says it comes after;
   * nothing is changed then. What is kept `beside` the rules stays as it is where it isn't given.
   */
  replace(
    owner: RuleOwner,
    rules: readonly Rule[],
    made?: Making & { readonly beside?: RulesAndMore['beside'] | undefined },
  ): Promise<RuleVersion>
  of(owner: RuleOwner): Promise<readonly Rule[]>
}

/** For plugins: rules that a person or an administrator sets up through a plugin's own screens. */
export const rulesPort = definePort<Rules>('rules')

/** For plugins that keep what rules decided. */
export interface RuleChanges {
  /** Called on every hub when an owner's rules are others, and in force. */
  onChange(listener: (owner: { scope: RuleScopeName; organisation: string; owner: string }) => void): void
}

export const ruleChanges = definePort<RuleChanges>('core.rule-changes')

const changedSchema = z.object({ scope: z.enum(ruleScopes), organisation: z.string(), owner: z.string() })

export interface RuleStore extends Rules, RuleChanges {
  /** Reads all rules into the index. */
  load(): Promise<void>
}

/** Without a hub: for what fills a database before one runs. `position` follows the list. */
export async function writeRules(
  database: Pick<Hub, 'table'>,
  { scope, organisation, owner }: RuleOwner,
  rules: readonly Rule[],
  transaction: Transaction,
  { after, beside, ...made }: Parameters<Rules['replace']>[2] & object = {},
): Promise<RuleVersion> {
  const { rules: table } = tables(database)
  const last = await numberInForce(database, { scope, organisation, owner }, transaction)
  if (after !== undefined && after !== last.number) throw overtaken()
  // First: whoever makes the next version at the same time waits here, and fails before anything else is touched.
  const version = await writeVersion(
    database,
    { scope, organisation, owner },
    { ...made, number: last.number + 1, rules, beside: beside ?? last.beside },
    transaction,
  )
  await table.destroy({ where: { organisationId: organisation, scope, owner }, transaction })
  const rows = rules.map((rule, position) => ({
    id: v7(),
    organisationId: organisation,
    scope,
    owner,
    on: rule.on,
    position,
    version: version.id,
    source: JSON.stringify(rule),
  }))
  if (rows.length > 0) await table.bulkCreate(rows, { transaction })
  return version
}

const overtaken = () => new HubError('rule.overtaken', 409)
/** How often a hub tries again when others make versions of the same owner at the same time. */
const tries = 5

export function ruleStore(
  database: Pick<Hub, 'table' | 'transaction'>,
  index: RuleIndex,
  catalogue: Catalogue,
  broadcasts: Broadcasts,
): RuleStore {
  const { rules: table } = tables(database)

  async function readOwner({ scope, organisation, owner }: z.infer<typeof changedSchema>): Promise<void> {
    const rows = await table.findAll({ where: { organisationId: organisation, scope, owner } })
    const list = rows.map(row => stored(row.get()))
    index.replace(scope, organisation, ownerIn(scope, owner), list)
  }

  const changed = broadcasts.channel('core.rules-changed', changedSchema, change => {
    reading = reading
      .then(() => readOwner(change))
      .catch(() => undefined)
      .then(() => {
        for (const listener of listeners) listener(change)
      })
  })
  let reading: Promise<void> = Promise.resolve()
  const listeners: Parameters<RuleChanges['onChange']>[0][] = []

  const load = () => loadRules(database, index)
  broadcasts.onResync(load)

  async function written(...[owner, rules, made]: Parameters<Rules['replace']>): Promise<RuleVersion> {
    for (let left = tries; ; left -= 1) {
      try {
        return await database.transaction(transaction => writeRules(database, owner, rules, transaction, made))
      } catch (error) {
        if (!(error instanceof UniqueConstraintError)) throw error
        if (made?.after !== undefined || left === 0) throw overtaken()
      }
    }
  }

  return {
    load,
    onChange: listener => void listeners.push(listener),
    async replace({ scope, organisation, owner }, rules, made) {
      for (const [at, rule] of rules.entries()) check(rule, at, scope, catalogue)
      const version = await written({ scope, organisation, owner }, rules, made)
      changed({ scope, organisation, owner })
      await reading
      return version
    },
    async of({ scope, organisation, owner }) {
      const rows = await table.findAll({
        where: { organisationId: organisation, scope, owner },
        order: [['position', 'ASC']],
      })
      return rows.map(row => ruleSchema.parse(JSON.parse(row.get().source)))
    },
  }
}

/** Reads all rules into an index, or one organisation's. */
export async function loadRules(
  database: Pick<Hub, 'table'>,
  index: Pick<RuleIndex, 'replace'>,
  organisationId?: string,
): Promise<void> {
  const where = organisationId === undefined ? {} : { organisationId }
  const found = await tables(database).rules.findAll({ everyOrganisation: true, where, raw: true })
  const rows = found as unknown as RuleRow[]
  const owners = Map.groupBy(rows, row => `${row.scope} ${row.organisationId} ${row.owner}`)
  for (const list of owners.values()) {
    const [first] = list
    if (!first) continue
    const scope = first.scope as RuleScopeName
    index.replace(scope, first.organisationId, ownerIn(scope, first.owner), list.map(stored))
  }
}

const ownerIn = (scope: RuleScopeName, owner: string) => (scope === 'organisation' ? undefined : owner)

function check(rule: Rule, at: number, scope: RuleScopeName, catalogue: Catalogue): void {
  const wrong = (field: string, why: unknown) =>
    new HubError('rule.invalid', 400, { field: `rules.${at}.${field}`, rule: rule.name, why })
  const [issue] = ruleSchema.safeParse(rule).error?.issues ?? []
  if (issue) throw wrong(issue.path.join('.'), issue.message)
  if (rule.scope !== scope) throw wrong('scope', rule.scope)
  const [problem] = problems(rule, catalogue)
  if (problem) throw wrong(problem.field, problem.code)
}

const stored = ({ scope, organisationId, owner, on, position, version, source }: RuleRow): StoredRule => ({
  scope: scope as RuleScopeName,
  organisation: organisationId,
  owner: ownerIn(scope as RuleScopeName, owner),
  on,
  position,
  version,
  source,
})
