/** Sessions in the table core_sessions. */
import { DataTypes, type Model, Op } from 'sequelize'
import { createTable, id, time } from '../database/columns.ts'
import type { Migration } from '../database/migration.ts'
import type { Hub, Stored } from '../hub.ts'
import type { SessionStore, StoredSession } from './session-store.ts'

const columns = {
  person: { type: id, allowNull: false },
  tokenHash: { type: DataTypes.STRING(64), allowNull: false },
  seenAt: { type: time, allowNull: false },
  expiresAt: { type: time, allowNull: false },
  userAgent: { type: DataTypes.STRING(200), allowNull: false },
}

export const sessionMigrations: readonly Migration[] = [
  {
    name: 'core/010-sessions',
    up: context =>
      createTable(context, 'core_sessions', columns, {
        indexes: [
          { fields: ['tokenHash'], unique: true },
          { fields: ['organisationId', 'person'] },
          { fields: ['expiresAt'] },
        ],
      }),
  },
]

interface Row {
  person: string
  tokenHash: string
  seenAt: Date
  expiresAt: Date
  userAgent: string
}

/** `table` is that of `database.forPlugin('core')`. */
export function databaseSessions(table: Hub['table']): SessionStore {
  const sessions = table<Row>('sessions', columns)
  return {
    async insert({ organisation, ...session }) {
      await sessions.create({ ...session, organisationId: organisation })
    },
    async byTokenHash(tokenHash) {
      // A cookie doesn't say which organisation it is of: the session does.
      const found = await sessions.findOne({ where: { tokenHash }, everyOrganisation: true })
      return found ? stored(found) : undefined
    },
    async ofPerson(person, organisation) {
      return (await sessions.findAll({ where: { organisationId: organisation, person } })).map(stored)
    },
    async touch({ id, organisation }, seenAt, expiresAt) {
      await sessions.update({ seenAt, expiresAt }, { where: { id, organisationId: organisation } })
    },
    async remove(ended) {
      for (const { id, organisation } of ended) {
        await sessions.destroy({ where: { id, organisationId: organisation } })
      }
    },
    async removeExpired(now) {
      await sessions.destroy({ where: { expiresAt: { [Op.lte]: now } }, everyOrganisation: true })
    },
  }
}

function stored(row: Model<Row & Stored, Partial<Row & Stored>>): StoredSession {
  const { organisationId, id, person, tokenHash, createdAt, seenAt, expiresAt, userAgent } = row.get()
  return { id, organisation: organisationId, person, tokenHash, createdAt, seenAt, expiresAt, userAgent }
}
