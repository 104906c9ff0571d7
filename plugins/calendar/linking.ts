/** Linking calendars to people: by consent at the vendor's, or by signing in to a server. */
import { createHash, randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { z } from 'zod'
import {
  type Calendars,
  type Grant,
  type Vendor,
  type VendorName,
  vendorNames,
} from '../../connectors/calendar/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub, Who } from '../../core/hub.ts'
import { consentPage } from './contract.ts'
import type { Reading } from './reading.ts'
import type { Link, Records } from './records.ts'
import type { Remove } from './removal.ts'
import type { Tables } from './tables.ts'

export interface Linking {
  /** Throws calendar.no-vendor, calendar.no-address. */
  begin(vendor: VendorName, who: Who): { address: string }
  /** Throws calendar.consent where it isn't this session's, or too late; calendar.refused. */
  finish(state: string, code: string, who: Who): Promise<Link>
  /** Throws calendar.refused, calendar.address. */
  signIn(vendor: VendorName, login: { address: string; user: string; password: string }, who: Who): Promise<Link>
  /** Throws calendar.no-link, calendar.no-calendar. */
  choose(id: string, calendars: readonly string[], who: Who): Promise<Link>
  read(id: string, who: Who): Promise<void>
  remove(id: string, who: Who): Promise<void>
}

interface Parts {
  readonly tables: Tables
  readonly records: Records
  readonly calendars: Calendars
  readonly reading: Reading
  readonly remove: Remove
  readonly changed: (link: Link, cause: string) => void
  /** A link of her own is gone: the company's may be read again. */
  readonly ownRemoved: (link: Link) => Promise<void>
}

// Against mischief; nobody has so many calendars.
const mostLinks = 10
const minutesToConsent = 10

const begun = z.object({
  vendor: z.enum(vendorNames),
  session: z.string(),
  verifier: z.string(),
  expires: z.number(),
})

export function openLinking(hub: Hub, parts: Parts): Linking {
  const { tables, records, calendars, reading, changed } = parts

  function vendorOf(name: VendorName): Vendor {
    const vendor = calendars.vendors.find(one => one.name === name)
    if (!vendor) throw new HubError('calendar.no-vendor', 404, { field: 'vendor' })
    return vendor
  }

  async function mine(id: string, { organisation, person }: Who): Promise<Link> {
    const link = await records.link(organisation, id)
    if (link?.personId !== person) throw new HubError('calendar.no-link', 404)
    return link
  }

  async function link(vendor: Vendor, grant: Grant, { organisation, person }: Who): Promise<Link> {
    const whose = { organisationId: organisation, personId: person, company: false }
    const there = await tables.links.findAll({ where: whose })
    const known = there
      .map(row => row.get())
      .find(row => row.vendor === vendor.name && row.account.toLowerCase() === grant.account.toLowerCase())
    if (!known && there.length >= mostLinks) throw new HubError('calendar.too-many', 409, { most: mostLinks })
    const id = known?.id ?? v7()
    const fresh = { sealed: records.sealGrant(id, grant), state: 'reading', failures: 0, nextAt: new Date() } as const
    if (known) await tables.links.update(fresh, { where: { ...whose, id } })
    else {
      const empty = { calendars: [], chosen: null, tells: false, readAt: null, toldAt: null }
      await tables.links.create({ id, ...whose, vendor: vendor.name, account: grant.account, ...empty, ...fresh })
    }
    return settled(id, organisation)
  }

  /** Tells all hubs, and has it read. */
  async function settled(id: string, organisation: string): Promise<Link> {
    const link = await records.link(organisation, id)
    if (!link) throw new HubError('calendar.no-link', 404)
    changed(link, v7())
    await reading.soon(link)
    return link
  }

  return {
    begin(name, { session }) {
      const { consent } = vendorOf(name)
      if (!consent) throw new HubError('calendar.no-vendor', 404, { field: 'vendor' })
      if (hub.address === undefined) throw new HubError('calendar.no-address', 409)
      const verifier = randomBytes(32).toString('base64url')
      // Nothing is kept of those that are begun: the browser brings it back, sealed (RFC 6749 section 10.12, RFC 7636).
      const expires = Date.now() + minutesToConsent * 60_000
      const state = hub.seal.close(JSON.stringify({ vendor: name, session, verifier, expires }), 'consent')
      const challenge = createHash('sha256').update(verifier).digest('base64url')
      return { address: consent.address({ redirect: hub.address + consentPage, state, challenge }) }
    },

    async finish(state, code, who) {
      const { vendor, verifier } = open(state, who)
      const redirect = `${hub.address}${consentPage}`
      const grant = await vendorOf(vendor).consent?.redeem({ redirect, code, verifier })
      if (!grant) throw new HubError('calendar.no-vendor', 404)
      return link(vendorOf(vendor), grant, who)
    },

    async signIn(name, login, who) {
      const vendor = vendorOf(name)
      const grant = await vendor.signIn?.grant(login)
      if (!grant) throw new HubError('calendar.no-vendor', 404, { field: 'vendor' })
      return link(vendor, grant, who)
    },

    async choose(id, chosen, who) {
      const { calendars: there } = await mine(id, who)
      if (!chosen.every(one => there.some(calendar => calendar.id === one))) {
        throw new HubError('calendar.no-calendar', 404, { field: 'calendars' })
      }
      const where = { organisationId: who.organisation, personId: who.person, id }
      await tables.links.update({ chosen: [...chosen] }, { where })
      return settled(id, who.organisation)
    },

    async read(id, who) {
      await reading.soon(await mine(id, who))
    },

    async remove(id, who) {
      const link = await mine(id, who)
      if (link.company) throw new HubError('calendar.of-company', 409)
      await parts.remove(link)
      await parts.ownRemoved(link)
    },
  }

  function open(state: string, { session }: Who): z.infer<typeof begun> {
    const wrong = new HubError('calendar.consent', 409)
    let text: string
    try {
      text = hub.seal.open(state, 'consent')
    } catch {
      throw wrong
    }
    const known = begun.parse(JSON.parse(text))
    if (known.session !== session || known.expires < Date.now()) throw wrong
    return known
  }
}
