/** Mailboxes of a company's own, by their addresses: what is the same at all vendors. */
import { type Company, isWithin, type Mailbox, type Tied } from './port.ts'
import { isGone, noCalendar, reasonOf } from './problems.ts'

/** Said by vendors of an address that nobody has, of one outside the company, and of people without a calendar, with codes of other things too. */
const nobody = /Invalid email or User ID|Not a valid email|notACalendarUser/i

/** `open` is called with addresses of the domains alone. */
export const company = (tied: Tied, open: (address: string, zone: string) => Mailbox): Company => ({
  organisation: tied.organisation,
  domains: tied.domains,
  mailbox(address, { zone }) {
    if (!isWithin(tied, address)) throw noCalendar(`${address} is outside ${tied.domains.join(', ')}`)
    const mailbox = open(address, zone)
    return {
      ...mailbox,
      calendars: () =>
        mailbox.calendars().catch((error: unknown) => {
          throw isGone(error) || nobody.test(reasonOf(error)) ? noCalendar(reasonOf(error)) : error
        }),
    }
  },
})
