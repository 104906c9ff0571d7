/** Being told by the vendor that something changed, where it tells: watches are made, renewed at half their life, and made anew. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { v7 } from 'uuid'
import type { Calendars, Hint, Mailbox, Vendor, Watch } from '../../connectors/calendar/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Link } from './records.ts'
import type { Tables, WatchRow } from './tables.ts'

export interface Watching {
  /** Sees to the watches of these calendars and ends all others; true where each of them is watched. Never rejects. */
  ensure(link: Link, mailbox: Mailbox, calendars: readonly string[]): Promise<boolean>
  /** Ends all of a link's, as well as it can be done. */
  end(link: Link, mailbox: Mailbox | undefined): Promise<void>
}

interface Parts {
  readonly tables: Tables
  readonly calendars: Calendars
  /** The vendor says that something of this link changed. */
  readonly told: (organisation: string, link: string, says: Hint['says']) => Promise<void>
}

const path = '/calendar/told/:vendor'
type Row = WatchRow & { readonly id: string; readonly organisationId: string }

export function openWatching(hub: Hub, { tables, calendars, told }: Parts): Watching {
  const about = (id: string) => `watch ${id}`
  // Vendors post to https only.
  const reachable = hub.address?.startsWith('https:') === true

  hub.delivery(path, async ({ params, query, headers, body }) => {
    const vendor = calendars.vendors.find(({ name }) => name === params.vendor)
    const reply = vendor?.notified?.({ query, headers, body })
    if (!vendor || !reply) return { status: 404, type: 'text/plain', body: '' }
    // Vendors wait for no work: those that wait too long tell nothing any more.
    for (const hint of reply.hints)
      take(vendor, hint).catch(error => hub.log.warn({ err: error }, 'a word of a calendar'))
    return { status: reply.status, type: 'text/plain', body: reply.body ?? '' }
  })

  async function take({ name }: Vendor, { watch, secret, says }: Hint): Promise<void> {
    const rows = await tables.watches.findAll({ where: { vendor: name, watchId: watch }, everyOrganisation: true })
    for (const row of rows.map(found => found.get())) {
      if (!same(hub.seal.open(row.sealed, about(row.id)), secret)) continue
      if (says !== 'changed' && says !== 'lost') await forget(row)
      await told(row.organisationId, row.linkId, says)
    }
  }

  const forget = ({ id, organisationId }: Row) => tables.watches.destroy({ where: { organisationId, id } })
  const ofLink = async ({ organisationId, id }: Link): Promise<Row[]> =>
    (await tables.watches.findAll({ where: { organisationId, linkId: id } })).map(row => row.get())

  const asWatch = ({ watchId, calendar, expires, resource }: WatchRow): Watch => ({
    ...{ id: watchId, calendar, expires: expires.toISOString() },
    ...(resource !== null && { resource }),
  })

  async function make(link: Link, mailbox: Mailbox, calendar: string): Promise<void> {
    const secret = randomBytes(24).toString('base64url')
    const watch = await mailbox.watch?.(calendar, { url: urlOf(link), secret })
    if (watch) await keep(link, watch, secret)
  }

  async function keep(link: Link, watch: Watch, secret: string): Promise<void> {
    const id = v7()
    await tables.watches.create({
      ...{ id, organisationId: link.organisationId, linkId: link.id, vendor: link.vendor, watchId: watch.id },
      ...{ calendar: watch.calendar, madeAt: new Date(), expires: new Date(watch.expires) },
      ...{ resource: watch.resource ?? null, sealed: hub.seal.close(secret, about(id)) },
    })
  }

  const urlOf = ({ vendor }: Link) => `${hub.address}${path.replace(':vendor', vendor)}`

  async function renew(link: Link, mailbox: Mailbox, row: Row): Promise<void> {
    const secret = hub.seal.open(row.sealed, about(row.id))
    try {
      const renewed = await mailbox.renew?.(asWatch(row), { url: urlOf(link), secret })
      await forget(row)
      if (renewed) await keep(link, renewed, secret)
    } catch (error) {
      if (!(error instanceof HubError && error.code === 'calendar.gone')) throw error
      await forget(row)
      await make(link, mailbox, row.calendar)
    }
  }

  return {
    async ensure(link, mailbox, wanted) {
      if (!reachable || !mailbox.watch) return false
      try {
        const rows = await ofLink(link)
        for (const row of rows.filter(({ calendar }) => !wanted.includes(calendar))) {
          await forget(row)
          await mailbox.unwatch?.(asWatch(row))
        }
        let all = true
        for (const calendar of wanted) {
          const row = rows.find(one => one.calendar === calendar)
          try {
            if (!row) await make(link, mailbox, calendar)
            else if (isHalfOver(row, Date.now())) await renew(link, mailbox, row)
          } catch (error) {
            // One of holidays, or of somebody else: the others are told of all the same.
            if (!(error instanceof HubError && error.code === 'calendar.unwatched')) throw error
            hub.log.info({ link: link.id, ...error.details }, 'a vendor tells nothing of a calendar')
            all = false
          }
        }
        return all
      } catch (error) {
        // It is read every few minutes all the same.
        hub.log.warn({ err: error, link: link.id }, 'a calendar is not watched')
        return false
      }
    },
    async end(link, mailbox) {
      for (const row of await ofLink(link)) {
        await forget(row)
        await mailbox?.unwatch?.(asWatch(row)).catch((error: unknown) => {
          hub.log.info({ err: error, link: link.id }, 'a watch ends by itself')
        })
      }
    },
  }
}

const isHalfOver = ({ madeAt, expires }: WatchRow, now: number) => now > (madeAt.getTime() + expires.getTime()) / 2

const digest = (text: string) => createHash('sha256').update(text).digest()
const same = (one: string, other: string) => timingSafeEqual(digest(one), digest(other))
