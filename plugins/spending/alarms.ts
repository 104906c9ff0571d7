/** Alarms to the administrators: in the app, by mail where there is mail, in the log. */

import { Op } from 'sequelize'
import { v7 } from 'uuid'
import { z } from 'zod'
import type { Mail } from '../../connectors/mail/port.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { type Alarm, type AlarmKind, alarm, mostAlarms, spendingAlert } from './contract.ts'
import { letter } from './letter.ts'
import type { Tables } from './tables.ts'

export interface Alarms {
  /** Newest first. */
  of(organisation: string): readonly Alarm[]
  load(): Promise<void>
}

interface Parts {
  readonly directory: Directory
  readonly mail: Mail
  readonly tables: Tables
  readonly show: (organisation: string, alarm: Alarm) => void
}

/** The same about the same person is told once in this time: a caller who tries again and again is one alarm. */
const quietMs = 15 * 60_000
const kept = 30 * 24 * 3_600_000

export function provideAlarms(hub: Hub, { directory, mail, tables, show }: Parts): Alarms {
  const known = new Map<string, Alarm[]>()
  const put = (organisation: string, one: Alarm) => {
    const list = known.get(organisation) ?? []
    if (list.some(({ id }) => id === one.id)) return
    known.set(organisation, [one, ...list].slice(0, mostAlarms))
  }
  const raised = hub.broadcast(
    'alarm',
    z.object({ organisation: z.string(), alarm }),
    ({ organisation, alarm: one }) => {
      put(organisation, one)
      show(organisation, one)
    },
  )

  const toldLately = (organisation: string, what: AlarmKind, person: string | undefined, at: Date) =>
    known
      .get(organisation)
      ?.some(one => one.what === what && one.person === person && at.getTime() - Date.parse(one.at) < quietMs) ?? false

  hub.action(spendingAlert, async ({ what }, { occurrence, key }) => {
    const { organisation, parties, at } = occurrence
    const { person } = parties.caller ?? {}
    const dialled = parties.callee?.number
    if (toldLately(organisation, what, person, at)) return
    hub.log.warn({ organisation, what, person }, 'calls out have met a limit, or look wrong')
    const id = v7()
    const row = { id, organisationId: organisation, at, what, person: person ?? null, dialled: dialled ?? null }
    await tables.alarms.create(row)
    raised({
      organisation,
      alarm: { id, at: at.toISOString(), what, ...(person && { person }), ...(dialled && { dialled }) },
    })
    if (mail.absent !== undefined) return
    const administrators = directory.people(organisation).filter(({ role }) => role === 'administrator')
    const about = person === undefined ? undefined : directory.person(person)?.name
    for (const { id: to, email, language } of administrators) {
      await mail.send({ key: `${key}-${to}`, to: email, ...letter(what, { about, dialled, language }) })
    }
  })

  return {
    of: organisation => known.get(organisation) ?? [],
    async load() {
      const since = new Date(Date.now() - kept)
      const rows = await tables.alarms.findAll({
        where: { at: { [Op.gte]: since } },
        order: [['at', 'ASC']],
        everyOrganisation: true,
      })
      for (const row of rows) {
        const { id, organisationId, at, what, person, dialled } = row.get()
        put(organisationId, {
          ...{ id, at: at.toISOString(), what },
          ...(person !== null && { person }),
          ...(dialled !== null && { dialled }),
        })
      }
    },
  }
}
