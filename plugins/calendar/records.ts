/** Rows as they are kept in memory: grants, events and secrets are sealed in the database. */
import { v5 } from 'uuid'
import type { CalendarInfo, Grant, Span, Vendor } from '../../connectors/calendar/port.ts'
import type { Hub, Stored } from '../../core/hub.ts'
import type { CalendarLink } from './contract.ts'
import type { Judged } from './judging.ts'
import type { LinkRow, ReadingRow, Tables } from './tables.ts'

export type Link = LinkRow & Pick<Stored, 'id' | 'organisationId'>

/** What is known of a calendar: events by item, as the vendor groups them. */
export interface Known {
  readonly calendar: string
  readonly span: Span
  readonly wholeAt: Date
  readonly cursor?: string | undefined
  readonly items: Readonly<Record<string, readonly Judged[]>>
}

const readingsOf = '0f4b2f6e-6a0e-4f0a-9c56-1d1f3c5f7a52'
const overridesOf = '7d1b9a54-5a5b-4a4e-8f0c-b6c1b7f2f3d0'
/** One row for each calendar of a link. */
const readingId = (link: string, calendar: string) => v5(`${link} ${calendar}`, readingsOf)
export const overrideId = (person: string, series: boolean, about: string) =>
  v5(`${person} ${series ? 'series' : 'event'} ${about}`, overridesOf)

export const chosenOf = ({ chosen, calendars }: Pick<LinkRow, 'chosen' | 'calendars'>): readonly CalendarInfo[] =>
  calendars.filter(({ id, main }) => (chosen ? chosen.includes(id) : main))

export function toldLink(link: Link, vendor: Vendor | undefined): CalendarLink {
  const chosen = new Set(chosenOf(link).map(({ id }) => id))
  return {
    ...{
      id: link.id,
      vendor: link.vendor,
      title: vendor?.title ?? link.vendor,
      account: link.account,
      company: link.company,
    },
    ...{ state: link.state, tells: link.tells },
    ...(link.readAt && { readAt: link.readAt.toISOString() }),
    ...(link.toldAt && { toldAt: link.toldAt.toISOString() }),
    ...(link.nextAt && { nextAt: link.nextAt.toISOString() }),
    calendars: link.calendars.map(({ id, name, main, colour }) => ({
      ...{ id, name, main, chosen: chosen.has(id) },
      ...(colour !== undefined && { colour }),
    })),
  }
}

export function openRecords(hub: Pick<Hub, 'seal'>, tables: Tables) {
  const { seal } = hub
  const about = (id: string) => `link ${id}`

  function known(row: ReadingRow & { id: string }): Known {
    const { cursor, items } = JSON.parse(seal.open(row.sealed, `reading ${row.id}`)) as Pick<Known, 'cursor' | 'items'>
    const span = { from: row.from.toISOString(), to: row.to.toISOString() }
    return { calendar: row.calendar, span, wholeAt: row.wholeAt, cursor, items }
  }

  return {
    sealGrant: (id: string, grant: Grant) => seal.close(JSON.stringify(grant), about(id)),
    grant: ({ id, sealed }: Pick<Link, 'id' | 'sealed'>) => JSON.parse(seal.open(sealed, about(id))) as Grant,
    known,

    async link(organisationId: string, id: string): Promise<Link | undefined> {
      return (await tables.links.findOne({ where: { organisationId, id } }))?.get()
    },

    async reading(link: Link, calendar: string): Promise<Known | undefined> {
      const where = { organisationId: link.organisationId, id: readingId(link.id, calendar) }
      const row = await tables.readings.findOne({ where })
      return row ? known(row.get()) : undefined
    },

    async keep(link: Link, { calendar, span, wholeAt, cursor, items }: Known): Promise<void> {
      const id = readingId(link.id, calendar)
      await tables.readings.upsert({
        ...{ id, organisationId: link.organisationId, linkId: link.id, personId: link.personId, calendar, wholeAt },
        ...{ from: new Date(span.from), to: new Date(span.to) },
        sealed: seal.close(JSON.stringify({ cursor, items }), `reading ${id}`),
      })
    },
  }
}

export type Records = ReturnType<typeof openRecords>
