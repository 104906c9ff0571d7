/**
 * Brings an organisation's links in line with who is there and what its company lets the hub into: new people are linked, and whoever has
 * left takes all links and what is known by them along. Whatever changes any of this has it done anew.
 */
import { setTimeout } from 'node:timers/promises'
import { v5, v7 } from 'uuid'
import { z } from 'zod'
import { type Calendars, isWithin, type Vendor } from '../../../connectors/calendar/port.ts'
import type { Hub } from '../../../core/hub.ts'
import type { Directory, Staff } from '../../directory/contract.ts'
import type { Reading } from '../reading.ts'
import type { Link } from '../records.ts'
import type { Remove } from '../removal.ts'
import type { Tables } from '../tables.ts'
import { isSameMailbox } from '../yielding.ts'
import { companyOf } from './of.ts'
import { covers, type Policies } from './policy.ts'

interface Parts {
  readonly tables: Tables
  readonly policies: Policies
  readonly calendars: Calendars
  readonly directory: Directory
  readonly staff: Staff
  readonly reading: Pick<Reading, 'at' | 'soon'>
  readonly remove: Remove
  readonly changed: (link: Pick<Link, 'organisationId' | 'personId'>, cause: string) => void
}

export interface Aligning {
  /** Of one organisation, soon, on one of the hubs. */
  soon(organisation: string): Promise<void>
  /** Of all that have anything to do with it. */
  all(): Promise<void>
  /** At once, for whoever waits to see it of herself. */
  person(organisation: string, person: string): Promise<void>
}

const ofCompany = '9a0d7c1b-2e58-4c39-b0f4-6d3e8a5b7f12'
/** Between first readings, in milliseconds: 5,000 people in eight minutes, some thirty requests a second. */
export const paceMs = 100
/** Written before others get a turn, and the pause in between. */
const [portion, pauseMs] = [50, 200]
/** After the last of several changes at once, as when people are imported. */
const quietMs = 500

export function openAligning(hub: Hub, parts: Parts): Aligning {
  const { tables, policies, calendars, directory, staff, reading, remove, changed } = parts
  let stopping = false
  hub.onStop(() => {
    stopping = true
  })

  /** Addresses by person, of whom the company links with this vendor. */
  async function wanted(organisation: string, vendor: Vendor): Promise<ReadonlyMap<string, string>> {
    const company = companyOf(vendor, directory.organisation(organisation))
    if (!company) return new Map()
    const policy = await policies.of(organisation, vendor.name)
    if (policy.covers === 'nobody') return new Map()
    const left = await policies.left(organisation, vendor.name, policy)
    const people = directory
      .people(organisation)
      .filter(person => covers(policy, person) && !left.has(person.id) && isWithin(company, person.email))
    return new Map(people.map(({ id, email }) => [id, email]))
  }

  async function alignVendor(organisation: string, vendor: Vendor, links: readonly Link[], only?: string) {
    const addresses = await wanted(organisation, vendor)
    const [companys, own] = [true, false].map(company =>
      Map.groupBy(
        links.filter(link => link.vendor === vendor.name && link.company === company),
        ({ personId }) => personId,
      ),
    ) as [Map<string, Link[]>, Map<string, Link[]>]
    const kept = new Set<string>()
    for (const link of [...companys.values()].flat()) {
      if (stopping) return
      const address = addresses.get(link.personId)
      // Of whom this hub hasn't heard yet, it may be the directory here that is behind.
      const unheard = !directory.person(link.personId) && !staff.hasLeft(link.personId)
      if (unheard || address === link.account) kept.add(link.personId)
      else await remove(link)
      if (address !== link.account || link.state !== 'yielded') continue
      if (!own.get(link.personId)?.some(each => isSameMailbox(each, link))) await wake(link)
    }
    const missing = [...addresses].filter(([person]) => !kept.has(person) && (only ?? person) === person)
    await link(organisation, vendor, missing)
  }

  async function wake(link: Link): Promise<void> {
    const { id, organisationId } = link
    const where = { organisationId, id, state: 'yielded' } as const
    await tables.links.update({ state: 'reading', nextAt: new Date() }, { where })
    changed(link, v7())
    await reading.soon(link)
  }

  /** The first is read now, the others one after the other: thousands at once would be a storm, for the vendor and here. */
  async function link(organisationId: string, vendor: Vendor, people: readonly (readonly [string, string])[]) {
    const began = Date.now()
    for (let from = 0; from < people.length && !stopping; from += portion) {
      const some = people.slice(from, from + portion).map(([personId, account], at) => ({
        ...{ id: v5(`${personId} ${vendor.name}`, ofCompany), organisationId, personId, account, vendor: vendor.name },
        ...{ company: true, sealed: '', calendars: [], chosen: null, tells: false, readAt: null, toldAt: null },
        ...{ state: 'reading' as const, failures: 0, nextAt: new Date(began + (from + at) * paceMs) },
      }))
      await tables.links.bulkCreate(some, { ignoreDuplicates: true })
      for (const each of some) {
        await reading.at(each, each.nextAt)
        changed(each, v7())
      }
      if (people.length > from + portion) await setTimeout(pauseMs)
    }
  }

  const linksOf = async (where: { organisationId: string; personId?: string }) =>
    (await tables.links.findAll({ where })).map(row => row.get())

  async function align(organisation: string): Promise<void> {
    let links = await linksOf({ organisationId: organisation })
    for (const link of links.filter(({ personId }) => staff.hasLeft(personId))) await remove(link)
    for (const person of new Set(await leavers(organisation))) {
      await tables.overrides.destroy({ where: { organisationId: organisation, personId: person } })
      await policies.forget(organisation, person)
    }
    links = links.filter(({ personId }) => !staff.hasLeft(personId))
    const offered = new Set(calendars.vendors.map(({ name }) => name))
    // By a vendor that this hub knows no more.
    for (const link of links.filter(({ company, vendor }) => company && !offered.has(vendor))) await remove(link)
    for (const vendor of calendars.vendors) await alignVendor(organisation, vendor, links)
  }

  /** Who has left, and of whom there still is what she said herself. */
  async function leavers(organisationId: string): Promise<string[]> {
    const attributes = ['personId']
    const rows = [
      ...(await tables.overrides.findAll({ where: { organisationId }, attributes })),
      ...(await tables.optOuts.findAll({ where: { organisationId }, attributes })),
    ]
    return rows.map(row => row.get().personId).filter(person => staff.hasLeft(person))
  }

  const job = hub.job('align', z.object({ organisation: z.string() }), ({ organisation }) => align(organisation))
  const soon = (organisation: string, ms = 0) => job.at(new Date(Date.now() + ms), organisation, { organisation })
  staff.onChange(organisation => {
    soon(organisation, quietMs).catch((error: unknown) => {
      hub.log.error({ err: error, organisation }, 'calendars are not in line with the directory until tomorrow')
    })
  })

  return {
    soon,
    async all() {
      const organisations = directory.organisations()
      for (const { id } of organisations) await soon(id)
      for (const { name, company } of calendars.vendors) {
        // A typing error in the environment, which nobody else would be told of.
        if (company && !organisations.some(({ slug }) => slug === company.organisation))
          hub.log.warn(
            { vendor: name, organisation: company.organisation },
            'calendars are tied to an organisation that is not there',
          )
      }
    },
    async person(organisation, person) {
      const links = await linksOf({ organisationId: organisation, personId: person })
      for (const vendor of calendars.vendors) await alignVendor(organisation, vendor, links, person)
    },
  }
}
