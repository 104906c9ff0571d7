/** Linking, and what is known of links. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { AddressBooks, ContactsVendor, Grant } from '../../connectors/contacts/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub, Stored, Who } from '../../core/hub.ts'
import type { Changes, Owner } from './changes.ts'
import type { Health, LinkEntry } from './contract.ts'
import type { LinkedBook, LinkRow, Tables } from './tables.ts'

export type Link = LinkRow & Stored

export const ownerOf = ({ organisationId, ownerId }: Pick<Link, 'organisationId' | 'ownerId'>): Owner => ({
  organisation: organisationId,
  owner: ownerId,
})
const about = (id: string) => `link ${id}`
export const notFound = () => new HubError('books.not-found', 404)

interface Parts {
  readonly tables: Tables
  readonly vendors: AddressBooks['vendors']
  readonly changes: () => Changes
}

export function openLinks(hub: Pick<Hub, 'transaction' | 'seal' | 'folder'>, { tables, vendors, changes }: Parts) {
  async function entry({ id, organisationId, ownerId, vendor, account, health, readAt }: Link): Promise<LinkEntry> {
    const cards = await tables.cards.count({ where: { organisationId, linkId: id } })
    const title = vendors.find(({ name }) => name === vendor)?.title ?? vendor
    return {
      ...{ id, vendor, title, account, health, cards, whose: ownerId === '' ? 'company' : 'own' },
      ...(readAt && { readAt: readAt.toISOString() }),
    }
  }
  async function tell(link: Link): Promise<LinkEntry> {
    const now = await entry(link)
    changes().link(ownerOf(link), now)
    return now
  }

  /** What may be changed: one's own, and the company's by administrators. */
  async function changeable({ organisation, person, role }: Who, id: string): Promise<Link> {
    const ownerId = role === 'administrator' ? [person, ''] : [person]
    const found = await tables.links.findOne({ where: { organisationId: organisation, id, ownerId } })
    if (!found) throw notFound()
    return found.get()
  }

  return {
    entry,
    changeable,
    /** Undefined where it isn't there any more. */
    async find(id: string): Promise<Link | undefined> {
      const found = await tables.links.findOne({ where: { id }, everyOrganisation: true })
      return found?.get()
    },
    of: async (organisationId: string): Promise<readonly Link[]> =>
      (await tables.links.findAll({ where: { organisationId } })).map(row => row.get()),
    async shown(organisationId: string, owners: readonly string[]): Promise<readonly LinkEntry[]> {
      const rows = await tables.links.findAll({ where: { organisationId, ownerId: [...owners] } })
      return Promise.all(rows.map(row => entry(row.get())))
    },
    /** A new one, or the one that there is for the account with another grant. */
    async add({ organisation, owner }: Owner, vendor: ContactsVendor, grant: Grant): Promise<Link> {
      const account = grant.account.slice(0, 190)
      const of = { organisationId: organisation, ownerId: owner, vendor: vendor.name, account }
      return hub.transaction(async transaction => {
        const known = await tables.links.findOne({ where: of, transaction, lock: transaction.LOCK.UPDATE })
        const id = known?.get().id ?? v7()
        const sealed = hub.seal.close(JSON.stringify(grant), about(id))
        const row = known
          ? await known.update({ grant: sealed, health: 'new' }, { transaction })
          : await tables.links.create(
              { id, ...of, grant: sealed, health: 'new', readAt: null, books: [] },
              { transaction },
            )
        return row.get()
      })
    },
    grantOf: ({ id, grant }: Link): Grant => JSON.parse(hub.seal.open(grant, about(id))) as Grant,
    async keep({ id, organisationId }: Link, grant: Grant): Promise<void> {
      const sealed = hub.seal.close(JSON.stringify(grant), about(id))
      await tables.links.update({ grant: sealed }, { where: { organisationId, id } })
    },
    /** What the last reading came to. */
    async read({ id, organisationId }: Link, health: Health, books?: readonly LinkedBook[]): Promise<void> {
      const whole = books && { books, readAt: new Date() }
      await tables.links.update({ health, ...whole }, { where: { organisationId, id } })
      const found = await tables.links.findOne({ where: { organisationId, id } })
      if (found) await tell(found.get())
    },
    async remove(link: Link): Promise<void> {
      const { id, organisationId } = link
      await hub.transaction(async transaction => {
        await tables.links.destroy({ where: { organisationId, id }, transaction })
        await tables.cards.destroy({ where: { organisationId, linkId: id }, transaction })
      })
      changes().unlinked(ownerOf(link), id)
      await rm(join(hub.folder, id), { recursive: true, force: true })
    },
    tell,
  }
}
export type Links = ReturnType<typeof openLinks>
