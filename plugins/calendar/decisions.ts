/** The decisions by which events made somebody's activity, as they were made then: why is asked when rules may be others. */
import { Op } from 'sequelize'
import { v5 } from 'uuid'
import { z } from 'zod'
import type { CalendarEvent } from '../../connectors/calendar/port.ts'
import type { Decision } from '../../core/flow/decision.ts'
import type { Hub } from '../../core/hub.ts'
import type { ActivitySource } from '../presence/contract.ts'
import { spanAt } from './activity.ts'
import { calendarNameOf, type Judging } from './judging.ts'
import type { Calendared } from './people.ts'
import type { Tables } from './tables.ts'

/** Days for which they are kept. */
const keptDays = 30

const decisionsOf = 'b3c1f2ce-6a8e-4b57-a9f4-52f4c0a1d7e8'

export interface Decisions {
  readonly took: NonNullable<ActivitySource['took']>
  /** The last of an event's, and when it last took hold. */
  last(of: { organisation: string; person: string }, event: string): Promise<{ made: Decision; at: Date } | undefined>
}

interface Taken {
  readonly organisation: string
  readonly person: string
  readonly link: string
  readonly event: CalendarEvent
  readonly calendar: string
  readonly activity: string
  readonly at: Date
}

interface Parts {
  readonly tables: Pick<Tables, 'decisions' | 'links'>
  readonly judging: Pick<Judging, 'decision'>
  readonly people: Calendared
}

/**
 * Written when an event takes hold, behind it: reading a hundred thousand events writes none. An event has one for each thing that it was
 * counted as.
 */
export function openDecisions(hub: Hub, { tables: { decisions, links }, judging, people }: Parts): Decisions {
  const about = (id: string) => `decision ${id}`

  async function rowOf(taken: Taken) {
    const { organisation, person, event, activity, at, link } = taken
    const id = v5(`${person} ${event.id} ${activity}`, decisionsOf)
    const decision = await judging.decision(taken)
    // The words of a subject stand in it, which are nobody's but the owner's.
    const sealed = hub.seal.close(JSON.stringify(decision), about(id))
    return { id, organisationId: organisation, personId: person, linkId: link, event: event.id, at, sealed }
  }

  const keep = hub.writeBehind<Taken>(
    async list => {
      // Of a calendar that was unlinked meanwhile nothing is kept.
      const ids = [...new Set(list.map(({ link }) => link))]
      const found = await links.findAll({ where: { id: ids }, attributes: ['id'], everyOrganisation: true })
      const there = new Set(found.map(row => row.get().id))
      const rows = await Promise.all(list.filter(({ link }) => there.has(link)).map(rowOf))
      const byId = new Map(rows.map(row => [row.id, row]))
      await decisions.bulkCreate([...byId.values()], { updateOnDuplicate: ['at', 'sealed'] })
    },
    ({ person, event, activity }) => `${person} ${event.id} ${activity}`,
  )

  const forget = hub.job('forget-decisions', z.object({}), async () => {
    const before = new Date(Date.now() - keptDays * 86_400_000)
    await decisions.destroy({ where: { at: { [Op.lt]: before } }, everyOrganisation: true })
  })
  hub.onStart(() => forget.every('40 3 * * *', 'UTC', {}))

  return {
    took({ organisation, id: person }, chosen, at) {
      const span = spanAt(people.spans(person, chosen), at.getTime())
      if (span.by !== 'calendar') return
      const because = new Set(span.because)
      for (const { event, link } of people.events(person)) {
        if (!because.has(event.id)) continue
        const calendar = calendarNameOf(people.links(person), link, event)
        keep({ organisation, person, link, event, calendar, activity: span.activity, at })
      }
    },
    async last({ organisation: organisationId, person: personId }, event) {
      const row = await decisions.findOne({ where: { organisationId, personId, event }, order: [['at', 'DESC']] })
      if (!row) return undefined
      const { id, sealed, at } = row.get()
      const made = JSON.parse(hub.seal.open(sealed, about(id))) as Decision
      return { made: { ...made, occurrence: { ...made.occurrence, at: new Date(made.occurrence.at) } }, at }
    },
  }
}
