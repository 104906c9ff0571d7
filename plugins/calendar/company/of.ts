/** What a company lets the hub into, for the one organisation that the operator tied it to. */
import { type Calendars, type Company, isWithin, type Vendor } from '../../../connectors/calendar/port.ts'
import type { Directory, Organisation, Staff } from '../../directory/contract.ts'
import type { Link } from '../records.ts'

export const companyOf = (
  { company }: Pick<Vendor, 'company'>,
  organisation: Pick<Organisation, 'slug'> | undefined,
): Company | undefined => (organisation && company?.organisation === organisation.slug ? company : undefined)

/**
 * Whether a link may be read: of somebody who is there, and a company's by that address in the directory alone. Undefined where this hub hasn't
 * heard of her, which is no reason to take anything away.
 */
export function isEntitled(
  { organisationId, personId, vendor: name, company: companys, account }: Link,
  { calendars, directory, staff }: { calendars: Calendars; directory: Directory; staff: Staff },
): boolean | undefined {
  if (staff.hasLeft(personId)) return false
  if (!companys) return true
  const person = directory.person(personId)
  if (!person) return undefined
  const vendor = calendars.vendors.find(each => each.name === name)
  const company = vendor && companyOf(vendor, directory.organisation(organisationId))
  return company !== undefined && person.email === account && isWithin(company, account)
}
