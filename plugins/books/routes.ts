import type { AddressBooks, ContactsVendor } from '../../connectors/contacts/port.ts'
import { HubError } from '../../core/error.ts'
import type { Download, Hub, Who } from '../../core/hub.ts'
import type { Owner } from './changes.ts'
import { consents } from './consent.ts'
import {
  beginConsent,
  beginConsentForAll,
  cardPhoto,
  finishConsent,
  type LinkEntry,
  listVendors,
  readCard,
  readNow,
  signIn,
  signInForAll,
  unlink,
} from './contract.ts'
import { type Links, notFound } from './links.ts'
import type { Reader } from './reading.ts'
import type { Tables } from './tables.ts'

interface Parts {
  readonly vendors: AddressBooks['vendors']
  readonly tables: Tables
  readonly links: Links
  readonly reader: Reader
  readonly photo: (asked: { id: string; mark: string }, who: Who) => Promise<Download>
}

interface Login {
  readonly vendor: string
  readonly address: string
  readonly user: string
  readonly password: string
}

const mine = ({ organisation, person }: Who): Owner => ({ organisation, owner: person })
const everybodys = ({ organisation }: Who): Owner => ({ organisation, owner: '' })

export function provideRoutes(hub: Hub, { vendors, tables, links, reader, photo }: Parts): void {
  function vendorOf(name: string): ContactsVendor {
    const found = vendors.find(vendor => vendor.name === name)
    if (!found) throw new HubError('books.vendor', 422, { field: 'vendor' })
    return found
  }
  const consent = consents(hub, vendorOf)

  async function linked(owner: Owner, vendor: ContactsVendor, grant: Parameters<Links['add']>[2]): Promise<LinkEntry> {
    const link = await links.add(owner, vendor, grant)
    await reader.soon(link.id)
    return links.tell(link)
  }
  async function signedIn(owner: Owner, { vendor: name, ...login }: Login): Promise<LinkEntry> {
    const vendor = vendorOf(name)
    if (!vendor.signIn) throw new HubError('books.vendor', 422, { field: 'vendor' })
    return linked(owner, vendor, await vendor.signIn.grant(login))
  }

  hub.route(listVendors, () => ({
    vendors: vendors.map(({ name, title, consent }) => ({
      name,
      title,
      how: consent ? ('consent' as const) : ('sign-in' as const),
    })),
  }))
  hub.route(signIn, (login, who) => signedIn(mine(who), login))
  hub.route(signInForAll, (login, who) => signedIn(everybodys(who), login))
  hub.route(beginConsent, (asked, who) => ({ address: consent.begin(who, asked, false) }))
  hub.route(beginConsentForAll, (asked, who) => ({ address: consent.begin(who, asked, true) }))
  hub.route(finishConsent, async (answer, who) => {
    const { grant, vendor, company } = await consent.finish(who, answer)
    // It may have been taken from her meanwhile.
    if (company && who.role !== 'administrator') throw new HubError('access.forbidden', 403)
    return linked(company ? everybodys(who) : mine(who), vendor, grant)
  })

  hub.route(readNow, async ({ id }, who) => {
    const link = await links.changeable(who, id)
    await reader.read(link.id)
    return links.entry(await links.changeable(who, id))
  })
  hub.route(unlink, async ({ id }, who) => {
    const link = await links.changeable(who, id)
    await reader.forget(link.id)
    await links.remove(link)
  })

  hub.route(readCard, async ({ id }, { organisation, person }) => {
    const where = { organisationId: organisation, id, ownerId: [person, ''] }
    const row = (await tables.cards.findOne({ where }))?.get()
    const link = row && (await links.find(row.linkId))
    if (!row || !link) throw notFound()
    const { nickname, department, addresses, urls, chats, birthday, notes, categories } = row.card
    const { title, account } = await links.entry(link)
    return {
      ...{ nickname, department, birthday, notes, from: `${title}, ${account}` },
      ...{ addresses: [...addresses], urls: [...urls], chats: [...chats], categories: [...categories] },
    }
  })
  hub.download(cardPhoto, photo)
}
