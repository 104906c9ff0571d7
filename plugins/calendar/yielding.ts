/** One mailbox that both she and her company have linked is read once: by her own link, to which the company's yields. */
import type { CalendarInfo } from '../../connectors/calendar/port.ts'
import type { Link } from './records.ts'
import type { Tables } from './tables.ts'

type Known = Pick<Link, 'account' | 'calendars'>

/** An account may go by several names: the id of its main calendar is the same. */
export function isSameMailbox(one: Known, other: Known): boolean {
  if (one.account.toLowerCase() === other.account.toLowerCase()) return true
  const main = mainOf(one.calendars)
  return main !== undefined && main === mainOf(other.calendars)
}
const mainOf = (calendars: readonly CalendarInfo[]) => calendars.find(({ main }) => main)?.id

/** What is kept of a link that yields, or that there is no mailbox for: it is not as old as it was read, it is none. */
export const unread = { readAt: null, tells: false, failures: 0 } as const

export function openYielding({ links }: Pick<Tables, 'links'>) {
  const others = async ({ organisationId, personId, vendor, company }: Link) =>
    (await links.findAll({ where: { organisationId, personId, vendor, company: !company } })).map(row => row.get())

  return {
    /** Whether a link of the company's yields. `calendars` are as they are now. */
    async mustYield(link: Link, calendars: readonly CalendarInfo[]): Promise<boolean> {
      if (!link.company) return false
      return (await others(link)).some(own => isSameMailbox(own, { ...link, calendars: [...calendars] }))
    },
    /** Before a link of her own is read the company's yields to it. Those that did just now. */
    async yieldTo(link: Link, calendars: readonly CalendarInfo[]): Promise<readonly Link[]> {
      if (link.company) return []
      const same = (await others(link)).filter(
        other => other.state !== 'yielded' && isSameMailbox(other, { ...link, calendars: [...calendars] }),
      )
      for (const { id, organisationId } of same)
        await links.update({ state: 'yielded', nextAt: null, ...unread }, { where: { organisationId, id } })
      return same
    },
  }
}
export type Yielding = ReturnType<typeof openYielding>
