/** How the links are that a company made: for its administrators, as it goes. */
import { type Calendars, isWithin, type Vendor } from '../../../connectors/calendar/port.ts'
import type { Hub } from '../../../core/hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { type CompanyAccess, companyView } from '../contract.ts'
import type { Calendared } from '../people.ts'
import { companyOf } from './of.ts'
import { covers, type Policies } from './policy.ts'

interface Parts {
  readonly policies: Policies
  readonly calendars: Calendars
  readonly directory: Directory
  readonly people: Calendared
}

export interface Progress {
  of(organisation: string): Promise<{ vendors: CompanyAccess[] }>
  /** Somebody's link, or whom the company links, is another. Told within a second, once for all there were. */
  changed(organisation: string): void
}

const mostTroubles = 20
const quietMs = 500
/** In the order in which they are told. */
const troubled: readonly string[] = ['refused', 'unavailable', 'absent']

export function openProgress(hub: Hub, { policies, calendars, directory, people }: Parts): Progress {
  const waiting = new Map<string, NodeJS.Timeout>()
  const tell = hub.live(companyView, { snapshot: organisation => of(organisation) })
  hub.onStop(() => {
    for (const timer of waiting.values()) clearTimeout(timer)
  })

  async function accessOf(organisation: string, vendor: Vendor): Promise<CompanyAccess | undefined> {
    const company = companyOf(vendor, directory.organisation(organisation))
    if (!company) return undefined
    const policy = await policies.of(organisation, vendor.name)
    const left = await policies.left(organisation, vendor.name, policy)
    const covered = directory.people(organisation).filter(person => covers(policy, person))
    const inside = covered.filter(({ email }) => isWithin(company, email))
    const counts: CompanyAccess['counts'] = {
      ...{ covered: covered.length, outside: covered.length - inside.length, left: 0 },
      ...{ reading: 0, well: 0, unavailable: 0, refused: 0, absent: 0, yielded: 0 },
    }
    const troubles: CompanyAccess['troubles'] = []
    for (const { id, name } of inside) {
      const link = people.links(id).find(each => each.company && each.vendor === vendor.name)
      // One that isn't there yet is on its way.
      const state = left.has(id) ? 'left' : (link?.state ?? 'reading')
      counts[state] += 1
      if (link && troubled.includes(state)) {
        const { account, reason } = link
        troubles.push({ person: name, account, state: link.state, ...(reason !== null && { reason }) })
      }
    }
    const { title, name } = vendor
    troubles.sort((a, b) => order(a) - order(b))
    return {
      ...{ vendor: name, title, domains: [...company.domains], ...policy, counts },
      troubles: troubles.slice(0, mostTroubles),
    }
  }

  async function of(organisation: string) {
    const all = await Promise.all(calendars.vendors.map(vendor => accessOf(organisation, vendor)))
    return { vendors: all.filter(found => found !== undefined) }
  }

  return {
    of,
    changed(organisation) {
      if (waiting.has(organisation)) return
      const timer = setTimeout(() => {
        waiting.delete(organisation)
        of(organisation).then(
          state => tell({ organisation }, state),
          (error: unknown) => hub.log.warn({ err: error }, 'how a company’s calendars are'),
        )
      }, quietMs)
      waiting.set(organisation, timer.unref())
    },
  }
}

const order = ({ state }: { state: string }) => troubled.indexOf(state)
