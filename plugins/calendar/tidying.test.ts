import { expect, test } from 'vitest'
import type { Hub } from '../../core/hub.ts'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import { tables as createTables } from './migrations/001-tables.ts'
import { decisions } from './migrations/002-decisions.ts'
import { company } from './migrations/003-company.ts'
import type { Calendared } from './people.ts'
import { calendarTables } from './tables.ts'
import { keptMs, openTidying } from './tidying.ts'

eachDatabase('each night', ({ open }) => {
  test('an older database gets what links have by now, and its links stay their owners’', async () => {
    const database = await open()
    await database.migrate([createTables, decisions])
    const added = ['links company', 'links reason', 'links lease', 'links lease_until', 'links asked_at']
    for (const [table, column] of [...added, 'overrides seen_at'].map(name => name.split(' ')))
      await database.sequelize.query(`ALTER TABLE calendar_${table} DROP COLUMN ${column}`)
    await database.sequelize.query(`INSERT INTO calendar_links
      (id, organisation_id, person_id, vendor, account, sealed, calendars, state, tells, failures, created_at, updated_at)
      VALUES ('link', 'norrsken', 'anna', 'google', 'anna@norrsken.example', '', '[]', 'well', 1, 0,
        '2026-11-24 12:00:00.000', '2026-11-24 12:00:00.000')`)
    await database.migrate([createTables, decisions, company])
    const { links } = calendarTables(database.forPlugin('calendar'))
    const [row] = await links.findAll({ everyOrganisation: true })
    expect(row?.get()).toMatchObject({ id: 'link', company: false, reason: null, lease: null, askedAt: null })
  })

  test('what was said of events is forgotten when they are long gone, of a series after more than a year', async () => {
    const database = await open()
    await database.migrate([createTables, decisions, company])
    const tables = calendarTables(database.forPlugin('calendar'))
    let run = async (): Promise<void> => {}
    const aligned: string[] = []
    const hub = {
      job(_: string, __: unknown, tidy: () => Promise<void>) {
        run = tidy
        return { every: async () => {} }
      },
      onStart() {},
    } as unknown as Hub
    const events: Calendared['events'] = () =>
      [{ event: { id: 'standing', series: 'weekly' } }] as unknown as ReturnType<Calendared['events']>
    const people = { events } as Calendared
    openTidying(hub, { tables, people, align: async () => void aligned.push('all') })
    const ago = (ms: number) => new Date(Date.now() - ms)
    const [event, series] = [keptMs.event + 60_000, keptMs.series + 60_000]
    const rows = [
      ['standing', false, event],
      ['gone', false, event],
      ['gone lately', false, keptMs.event - 60_000],
      ['weekly', true, series],
      ['yearly', true, event],
      ['gone series', true, series],
    ] as const
    const whose = { organisationId: 'norrsken', personId: 'anna', does: 'ignore' } as const
    for (const [about, isSeries, ms] of rows)
      await tables.overrides.create({ id: about, ...whose, about, series: isSeries, seenAt: ago(ms) })
    // As those are that were there before the hub looked.
    await tables.overrides.create({ id: 'new', ...whose, about: 'new', series: false })
    const watch = { linkId: 'link', calendar: 'main', vendor: 'google', watchId: 'w', sealed: '' } as const
    const times = { madeAt: ago(keptMs.event), organisationId: 'norrsken' }
    await tables.watches.create({ id: 'over', ...watch, ...times, expires: ago(60_000) })
    await tables.watches.create({ id: 'lasts', ...watch, ...times, expires: ago(-60_000) })
    await run()
    const left = await tables.overrides.findAll({ everyOrganisation: true })
    expect(left.map(row => row.get().about).sort()).toEqual(['gone lately', 'new', 'standing', 'weekly', 'yearly'])
    const [seen] = left.filter(row => row.get().about === 'standing')
    expect(seen?.get().seenAt?.getTime()).toBeGreaterThan(Date.now() - 60_000)
    const watches = await tables.watches.findAll({ everyOrganisation: true })
    expect(watches.map(row => row.get().id)).toEqual(['lasts'])
    expect(aligned).toEqual(['all'])
  })
})
