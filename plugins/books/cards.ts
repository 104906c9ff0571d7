/** What was read of a book, written down: only what is another than before. */
import { Op } from 'sequelize'
import { v7 } from 'uuid'
import type { BookReading } from '../../connectors/contacts/port.ts'
import type { Hub, Stored } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import type { Shown } from './changes.ts'
import type { Named } from './projection.ts'
import { entryOf, hashOf, rowOf, type StoredCard } from './rows.ts'
import type { CardRow, LinkRow, Tables } from './tables.ts'

export interface Written {
  readonly put: readonly StoredCard[]
  /** Ids of rows. */
  readonly gone: readonly string[]
}

const portion = 500
const page = 2_000
const changing = ['hash', 'name', 'company', 'numbers', 'card', 'updatedAt'] as const

export const namedOf = (
  row: Omit<CardRow & Stored, 'card' | 'createdAt' | 'updatedAt' | 'book' | 'key' | 'hash'>,
): Named => {
  const { id, organisationId: organisation, ownerId: owner, linkId: link, name, company, numbers } = row
  return { id, organisation, owner, link, name, company, numbers: [...numbers] }
}

export function openCards(hub: Pick<Hub, 'transaction'>, tables: Tables, directory: Directory) {
  const placeOf = (organisation: string) => directory.organisation(organisation) ?? { country: 'SE' }

  /** All of it or nothing; nothing where the link isn't there any more. */
  async function write(link: LinkRow & Stored, book: string, reading: BookReading): Promise<Written> {
    const { organisationId, ownerId, id: linkId } = link
    const [place, bookKey] = [placeOf(organisationId), hashOf(book)]
    const rows = new Map(reading.cards.map(card => rowOf(card, place)).map(row => [row.key, row]))
    const lost = new Set(reading.gone.map(hashOf))
    return hub.transaction(async transaction => {
      const still = { where: { organisationId, id: linkId }, transaction, lock: transaction.LOCK.UPDATE }
      if (!(await tables.links.findOne(still))) return { put: [], gone: [] }
      const where = { organisationId, linkId, book: bookKey }
      const known = await tables.cards.findAll({ where, attributes: ['id', 'key', 'hash'], raw: true, transaction })
      const before = new Map((known as unknown as (CardRow & Stored)[]).map(row => [row.key, row]))
      const put = [...rows.values()]
        .filter(({ key, hash }) => before.get(key)?.hash !== hash)
        .map(row => {
          const id = before.get(row.key)?.id ?? v7()
          return { id, organisationId, ownerId, linkId, book: bookKey, ...row }
        })
      const gone = [...before.values()]
        .filter(({ key }) => (reading.whole ? !rows.has(key) : lost.has(key) && !rows.has(key)))
        .map(({ id }) => id)
      for (let at = 0; at < put.length; at += portion) {
        const some = put.slice(at, at + portion)
        await tables.cards.bulkCreate(some, { updateOnDuplicate: [...changing], transaction })
      }
      for (let at = 0; at < gone.length; at += portion) {
        const id = { [Op.in]: gone.slice(at, at + portion) }
        await tables.cards.destroy({ where: { organisationId, id }, transaction })
      }
      return { put, gone }
    })
  }

  return {
    write,
    placeOf,
    async shown(organisationId: string, owners: readonly string[]): ReturnType<Shown['cards']> {
      const where = { organisationId, ownerId: [...owners] }
      const attributes = ['id', 'organisationId', 'ownerId', 'linkId', 'card']
      const rows = await tables.cards.findAll({ where, attributes })
      return rows.map(row => entryOf(row.get(), placeOf(organisationId)))
    },
    /** Of everybody, a page at a time. */
    async named(): Promise<readonly Named[]> {
      const all: Named[] = []
      const attributes = ['id', 'organisationId', 'ownerId', 'linkId', 'name', 'company', 'numbers']
      for (let after = ''; ; ) {
        const rows = await tables.cards.findAll({
          ...{ everyOrganisation: true, attributes, where: { id: { [Op.gt]: after } } },
          ...{ order: [['id', 'ASC']], limit: page },
        })
        all.push(...rows.map(row => namedOf(row.get())))
        after = rows.at(-1)?.get().id ?? ''
        if (rows.length < page) return all
      }
    },
  }
}
export type Cards = ReturnType<typeof openCards>
