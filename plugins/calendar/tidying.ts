/** Each night: what people said of events that are long gone is forgotten, and whatever was missed by day is put right. */
import { Op } from 'sequelize'
import { z } from 'zod'
import type { Hub } from '../../core/hub.ts'
import type { Calendared } from './people.ts'
import type { Tables } from './tables.ts'

const day = 86_400_000
/**
 * How long after it was last seen. An event comes once, and perhaps again on a later day; a series may have its next occurrence in a year,
 * far outside of what is read.
 */
export const keptMs = { event: 60 * day, series: 400 * day }

interface Parts {
  readonly tables: Tables
  readonly people: Calendared
  /** Has all links brought in line with who is there. */
  readonly align: () => Promise<void>
}

export function openTidying(hub: Hub, { tables, people, align }: Parts) {
  async function tidyOverrides(): Promise<void> {
    const now = new Date()
    const rows = (await tables.overrides.findAll({ everyOrganisation: true })).map(row => row.get())
    for (const { id, organisationId, personId, series, about, seenAt, updatedAt } of rows) {
      const where = { organisationId, id }
      const there = people.events(personId).some(({ event }) => (series ? event.series : event.id) === about)
      if (there) await tables.overrides.update({ seenAt: now }, { where })
      else if (now.getTime() - (seenAt ?? updatedAt).getTime() > (series ? keptMs.series : keptMs.event))
        await tables.overrides.destroy({ where })
    }
  }

  const job = hub.job('tidy', z.object({}), async () => {
    await tidyOverrides()
    // Vendors tell of these no more, whosever they were.
    await tables.watches.destroy({ where: { expires: { [Op.lt]: new Date() } }, everyOrganisation: true })
    await align()
  })
  hub.onStart(() => job.every('40 3 * * *', 'UTC', {}))
}
