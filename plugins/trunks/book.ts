/** Changing trunks: in the database, in every hub's memory, and in what Kamailio reads. */

import { Op, type Transaction } from 'sequelize'
import { v7 } from 'uuid'
import { z } from 'zod'
import { standardTrunk, type Telephony } from '../../connectors/telephony/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory, Landlines } from '../directory/contract.ts'
import { addressesOf } from './addresses.ts'
import type { TrunkEntry, TrunkFields, WayOut } from './contract.ts'
import type { Projection, Trunk, Way } from './projection.ts'
import { secretsOf } from './secrets.ts'
import { sipRows } from './sip.ts'
import type { Tables } from './tables.ts'

export interface Book {
  /** Seals passwords that were written down before they were sealed. */
  sealAll(): Promise<void>
  /** Reads everything from the database. */
  load(): Promise<void>
  /** Tells the telephony of it. */
  tell(): Promise<void>
  /** Throws HubError `trunks.user-missing`, `trunks.secret-missing` (422). */
  create(organisation: string, fields: TrunkFields & { secret: string }): Promise<TrunkEntry>
  /** Also `trunks.not-found` (404). Without a secret the old one stays. */
  update(organisation: string, id: string, fields: TrunkFields & { secret?: string | undefined }): Promise<TrunkEntry>
  remove(organisation: string, id: string): Promise<void>
  restore(organisation: string, id: string): Promise<TrunkEntry>
  order(organisation: string, ids: readonly string[]): Promise<void>
  /** Throws `trunks.not-found` (404) for a trunk that isn't there. */
  setWays(organisation: string, ways: readonly WayOut[]): Promise<void>
  /** Looks the hosts up again. */
  resolve(): Promise<void>
}

interface Parts {
  readonly tables: Tables
  readonly projection: Projection
  readonly directory: Directory
  readonly landlines: Landlines
  readonly telephony: Telephony
}

const notFound = () => new HubError('trunks.not-found', 404)
/** A trunk that was taken away can be brought back for so long. */
const hour = 3_600_000

export function openBook(
  hub: Pick<Hub, 'transaction' | 'broadcast' | 'log' | 'seal'>,
  { tables, projection, directory, landlines, telephony }: Parts,
): Book {
  const everyOrganisation = true as const
  const { closed, opened, sealAll } = secretsOf(hub, tables)

  async function readAll(transaction?: Transaction): Promise<{ trunks: Trunk[]; ways: Way[] }> {
    const options = { everyOrganisation, ...(transaction && { transaction }) }
    const trunks = await tables.trunks.findAll({ where: { deletedAt: null }, ...options })
    const ways = await tables.ways.findAll({ order: [['position', 'ASC']], ...options })
    return {
      trunks: trunks.map(row => {
        const { organisationId, createdAt: _c, updatedAt: _u, deletedAt: _d, secret, ...rest } = row.get()
        return { ...rest, organisation: organisationId, secret: opened(rest.id, secret) }
      }),
      ways: ways.map(row => {
        const { organisationId: organisation, match, trunks: ids } = row.get()
        return { organisation, match, trunks: ids }
      }),
    }
  }

  async function load(): Promise<void> {
    const { trunks, ways } = await readAll()
    projection.replace(trunks, ways)
  }

  async function tell(): Promise<void> {
    const accounts = projection
      .trunks()
      .filter(({ on, kind, secret }) => on && kind === 'registration' && secret !== '')
    await telephony.reloadTrunks(
      accounts.map(({ id, user, authName, secret, host, port, transport }) => ({
        ...{ trunk: id, user, secret, host, port, transport },
        ...(authName && { authName }),
      })),
    )
  }

  let reading: Promise<void> = Promise.resolve()
  const changed = hub.broadcast('changed', z.object({}), () => {
    reading = reading.then(load).catch((error: unknown) => hub.log.warn({ err: error }, 'trunks could not be read'))
  })

  /** In one transaction with what Kamailio reads, so that neither is ahead of the other. */
  async function change(write: (transaction: Transaction) => Promise<void>): Promise<void> {
    await hub.transaction(async transaction => {
      await write(transaction)
      const { trunks } = await readAll(transaction)
      trunks.sort((a, b) => a.position - b.position || a.id.localeCompare(b.id))
      await tables.sip.destroy({ where: {}, transaction })
      const plain = { keyType: 0, valueType: 0, expires: 0 }
      const rows = sipRows(trunks, directory).map(([keyName, keyValue]) => ({ id: v7(), keyName, keyValue, ...plain }))
      if (rows.length > 0) await tables.sip.bulkCreate(rows, { transaction })
    })
    changed({})
    await reading
    // Calls go on by what was known while the telephony is away; it is told when it is back.
    await tell().catch((error: unknown) => hub.log.warn({ err: error }, 'the telephony was not told of changed trunks'))
  }

  const entry = (id: string): TrunkEntry => {
    const trunk = projection.trunk(id)
    if (!trunk) throw notFound()
    return entryOf(trunk)
  }

  function check({ kind, user }: TrunkFields, secret: string): void {
    if (kind !== 'registration') return
    if (user === '') throw new HubError('trunks.user-missing', 422, { field: 'user' })
    if (secret === '') throw new HubError('trunks.secret-missing', 422, { field: 'secret' })
  }

  async function written(organisation: string, { host, ranges, ...fields }: TrunkFields) {
    const numbers = ranges.flatMap(numbersIn)
    if (numbers.length > 0) await landlines.add(organisation, numbers)
    return { ...fields, host, ranges, resolved: await addressesOf(host) }
  }

  const mine = (organisation: string, id: string) => {
    const trunk = projection.trunk(id)
    if (trunk?.organisation !== organisation) throw notFound()
    return trunk
  }

  return {
    sealAll,
    load,
    tell,
    async create(organisationId, { secret, ...fields }) {
      check(fields, secret)
      const id = v7()
      const row = await written(organisationId, fields)
      const position = Math.max(0, ...projection.trunks(organisationId).map(trunk => trunk.position + 1))
      await change(async transaction => {
        const own = { id, organisationId, secret: closed(id, secret), position, deletedAt: null }
        await tables.trunks.create({ ...row, ...own }, { transaction })
      })
      return entry(id)
    },
    async update(organisationId, id, { secret, ...fields }) {
      const before = mine(organisationId, id)
      const kept = secret === undefined || secret === '' ? before.secret : secret
      check(fields, kept)
      const row = await written(organisationId, fields)
      // A name that can't be looked up now had addresses before.
      if (row.resolved.length === 0 && row.host === before.host) row.resolved = [...before.resolved]
      await change(async transaction => {
        await tables.trunks.update({ ...row, secret: closed(id, kept) }, { where: { organisationId, id }, transaction })
      })
      return entry(id)
    },
    async remove(organisationId, id) {
      mine(organisationId, id)
      const old = new Date(Date.now() - hour)
      await change(async transaction => {
        await tables.trunks.destroy({ where: { organisationId, deletedAt: { [Op.lt]: old } }, transaction })
        await tables.trunks.update({ deletedAt: new Date() }, { where: { organisationId, id }, transaction })
      })
    },
    async restore(organisationId, id) {
      const since = new Date(Date.now() - hour)
      const row = await tables.trunks.findOne({ where: { organisationId, id, deletedAt: { [Op.gte]: since } } })
      if (!row) throw notFound()
      await change(async transaction => {
        await tables.trunks.update({ deletedAt: null }, { where: { organisationId, id }, transaction })
      })
      return entry(id)
    },
    async order(organisationId, ids) {
      for (const id of ids) mine(organisationId, id)
      const rest = projection.trunks(organisationId).map(({ id }) => id)
      const all = [...new Set([...ids, ...rest])]
      await change(async transaction => {
        for (const [position, id] of all.entries()) {
          await tables.trunks.update({ position }, { where: { organisationId, id }, transaction })
        }
      })
    },
    async setWays(organisationId, ways) {
      for (const id of ways.flatMap(({ trunks }) => trunks)) if (id !== standardTrunk) mine(organisationId, id)
      await change(async transaction => {
        await tables.ways.destroy({ where: { organisationId }, transaction })
        const rows = ways.map(({ match, trunks }, position) => ({ id: v7(), organisationId, match, trunks, position }))
        if (rows.length > 0) await tables.ways.bulkCreate(rows, { transaction })
      })
    },
    async resolve() {
      const found = await Promise.all(
        projection.trunks().map(async trunk => ({ trunk, resolved: await addressesOf(trunk.host) })),
      )
      const moved = found.filter(
        ({ trunk, resolved }) => resolved.length > 0 && resolved.join() !== trunk.resolved.join(),
      )
      if (moved.length === 0) return
      await change(async transaction => {
        for (const { trunk, resolved } of moved) {
          const where = { organisationId: trunk.organisation, id: trunk.id }
          await tables.trunks.update({ resolved }, { where, transaction })
        }
      })
    },
  }
}

export const entryOf = ({ organisation: _o, secret, position: _p, resolved: _r, ...fields }: Trunk): TrunkEntry => ({
  ...fields,
  hasSecret: secret !== '',
})

export function numbersIn({ from, to }: { from: string; to: string }): string[] {
  const first = Number(from.slice(1))
  return Array.from({ length: Number(to.slice(1)) - first + 1 }, (_, at) => `+${first + at}`)
}
