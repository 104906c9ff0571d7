import { type Calendars, isWithin, type VendorName } from '../../../connectors/calendar/port.ts'
import { HubError } from '../../../core/error.ts'
import type { Hub } from '../../../core/hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { leaveCompany, readCompany, setCompany } from '../contract.ts'
import type { Aligning } from './align.ts'
import { companyOf } from './of.ts'
import { covers, type Policies } from './policy.ts'
import type { Progress } from './progress.ts'

interface Parts {
  readonly calendars: Calendars
  readonly directory: Directory
  readonly policies: Policies
  readonly progress: Progress
  readonly aligning: Aligning
  /** Whom the company links is another. */
  readonly changed: (organisation: string) => void
  readonly settled: (person: string) => Promise<void>
}

export function provideCompany(hub: Hub, parts: Parts): void {
  const { calendars, directory, policies, progress, aligning } = parts

  function mustBeOurs(organisation: string, name: VendorName): void {
    const vendor = calendars.vendors.find(each => each.name === name)
    if (!vendor || !companyOf(vendor, directory.organisation(organisation)))
      throw new HubError('calendar.no-company', 404, { field: 'vendor' })
  }

  hub.route(readCompany, (_, { organisation }) => progress.of(organisation))

  hub.route(setCompany, async ({ vendor, ...policy }, { organisation }) => {
    mustBeOurs(organisation, vendor)
    await policies.set(organisation, vendor, policy)
    await aligning.soon(organisation)
    parts.changed(organisation)
    return progress.of(organisation)
  })

  hub.route(leaveCompany, async ({ vendor, linked }, { organisation, person }) => {
    mustBeOurs(organisation, vendor)
    const { mayLeave } = await policies.of(organisation, vendor)
    if (!mayLeave && !linked) throw new HubError('calendar.company-decides', 403)
    await policies.leave(organisation, vendor, person, !linked)
    await aligning.person(organisation, person)
    parts.changed(organisation)
    await parts.settled(person)
  })
}

/** Where a person is linked by her company, unless she left. */
export async function companiesOf(
  { calendars, directory, policies }: Pick<Parts, 'calendars' | 'directory' | 'policies'>,
  id: string,
) {
  const person = directory.person(id)
  if (!person) return []
  const organisation = directory.organisation(person.organisation)
  const all = await Promise.all(
    calendars.vendors.map(async vendor => {
      const company = companyOf(vendor, organisation)
      if (!company || !isWithin(company, person.email)) return undefined
      const policy = await policies.of(person.organisation, vendor.name)
      if (!covers(policy, person)) return undefined
      const left = (await policies.left(person.organisation, vendor.name, policy)).has(id)
      return { vendor: vendor.name, title: vendor.title, mayLeave: policy.mayLeave, left }
    }),
  )
  return all.filter(found => found !== undefined)
}
