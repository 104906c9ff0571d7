/**
 * Models that can't forget whose rows they are: a query names its organisation, or says that it means all. Sequelize's hooks
 * leave out increment, sums and restore, so the methods themselves are guarded. A row of a guarded query is saved and destroyed by
 * its id and its organisation.
 */
import { Model, type ModelAttributes, type ModelOptions, type ModelStatic, Op, type Sequelize } from 'sequelize'
import { v7 } from 'uuid'
import { HubError } from '../error.ts'
import type { Stored } from '../hub.ts'
import { allColumns } from './columns.ts'

declare module 'sequelize' {
  interface Transactionable {
    /** This query means the rows of all organisations. */
    everyOrganisation?: true
  }
}

interface Scoped {
  readonly where?: unknown
  readonly everyOrganisation?: boolean
}

/** True for `{ organisationId: 'one' }`, alone or with others, and inside Op.and. */
function namesOrganisation(where: unknown): boolean {
  if (Array.isArray(where)) return where.some(namesOrganisation)
  if (typeof where !== 'object' || where === null) return false
  const { organisationId, organisation_id, [Op.and]: and } = where as Record<string | symbol, unknown>
  const named = organisationId ?? organisation_id
  return (typeof named === 'string' && named !== '') || namesOrganisation(and)
}

function check(model: { name: string }, options: Scoped | undefined): void {
  if (options?.everyOrganisation === true || namesOrganisation(options?.where)) return
  throw new HubError('database.organisation', 500, { table: model.name })
}

type Static = Record<string, (this: unknown, ...args: unknown[]) => unknown>
/** The position of the options among the arguments of what reads or changes rows. Everything else ends in one of these. */
const guarded = { findAll: 0, count: 0, aggregate: 2, update: 1, destroy: 0, increment: 1, restore: 0 } as const

/** `name` is the whole name of the table. */
export function defineTable<Row extends object>(
  sequelize: Sequelize,
  name: string,
  attributes: ModelAttributes,
  { plain = false, indexes = [] }: Pick<ModelOptions, 'indexes'> & { plain?: boolean } = {},
): ModelStatic<Model<Row & Stored, Partial<Row & Stored>>> {
  const columns = allColumns(sequelize.getDialect(), attributes, plain)
  const options = { tableName: name, modelName: name, underscored: true, timestamps: true, indexes: [...indexes] }
  const model = sequelize.define(
    name,
    { ...columns, id: { ...columns.id, defaultValue: () => v7() } } as ModelAttributes,
    options,
  )
  if (!plain) guard(model)
  return model as unknown as ModelStatic<Model<Row & Stored, Partial<Row & Stored>>>
}

function guard(model: ModelStatic<Model>): void {
  const unguarded = Model as unknown as Static
  for (const [method, position] of Object.entries(guarded)) {
    const original = unguarded[method]
    if (!original) throw new Error(`Sequelize has no ${method}`)
    Object.defineProperty(model, method, {
      value: async function (this: { name: string }, ...args: unknown[]) {
        check(this, args[position] as Scoped | undefined)
        return original.apply(this, args)
      },
    })
  }
  const where = (Model.prototype as unknown as { where: (version?: boolean) => object }).where
  Object.defineProperty(model.prototype, 'where', {
    value: function (this: Model, version?: boolean) {
      // The organisation that it was read with: a row doesn't move to another one.
      return {
        ...where.call(this, version),
        organisation_id: this.previous('organisationId') ?? this.get('organisationId'),
      }
    },
  })
}
