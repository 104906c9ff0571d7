/** Two hubs on one database: a mailbox is read by one of them at a time. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeCalendars } from '../../connectors/calendar/fake.ts'
import type { Hub } from '../../core/hub.ts'
import { openSeal } from '../../core/seal.ts'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import { twoOrganisations } from '../../test/harness/plugin-hub.ts'
import { openLeases } from './leases.ts'
import { tables as createTables } from './migrations/001-tables.ts'
import { company } from './migrations/003-company.ts'
import { openReading } from './reading.ts'
import { openRecords } from './records.ts'
import { calendarTables } from './tables.ts'
import { openYielding } from './yielding.ts'

const which = { id: 'link-of-anna', organisationId: 'norrsken' }

eachDatabase('hubs on one', ({ open }) => {
  let account: ReturnType<ReturnType<typeof fakeCalendars>['account']>
  let tables: ReturnType<typeof calendarTables>
  const stops: (() => unknown)[] = []
  const told: string[] = []

  beforeEach(async () => {
    const database = await open()
    await database.migrate([createTables, company])
    tables = calendarTables(database.forPlugin('calendar'))
    const vendors = fakeCalendars()
    account = vendors.account('anna@norrsken.example')
    told.length = 0
    hubs = [hub(vendors), hub(vendors)]
    const sealed = openRecords({ seal: openSeal([Buffer.alloc(32)]) }, tables).sealGrant(which.id, account.grant)
    await tables.links.create({
      ...{ ...which, personId: 'anna', vendor: 'caldav', account: 'anna@norrsken.example', company: false, sealed },
      ...{ calendars: [], chosen: null, state: 'reading', tells: false, nextAt: new Date(), failures: 0 },
    })
  })
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop()
  })

  let hubs: ReturnType<typeof openReading>[]
  /** Whose jobs run at once, or not at all. */
  function hub(calendars: ReturnType<typeof fakeCalendars>) {
    const seal = openSeal([Buffer.alloc(32)])
    const here = {
      seal,
      log: { warn() {}, error() {}, info() {} },
      onStop: (stop: () => unknown) => stops.push(stop),
      job: (_: string, __: unknown, run: (data: unknown) => Promise<void>) => ({
        async at(time: Date, _: string, data: unknown) {
          if (time.getTime() <= Date.now()) void run(data)
        },
        cancel: async () => {},
      }),
    } as unknown as Hub
    return openReading(here, {
      ...{ tables, calendars, directory: twoOrganisations, records: openRecords({ seal }, tables) },
      judging: { judge: async ({ event }) => ({ event, why: { sv: '', en: '' } }), decision: () => Promise.reject() },
      watching: { ensure: async () => false, end: async () => {} },
      yielding: openYielding(tables),
      mayRead: () => true,
      changed: () => void told.push('changed'),
      linkChanged: ({ state }) => void told.push(state),
    })
  }
  const link = async () => (await tables.links.findOne({ where: which }))?.get()

  test('what is told during a reading is read after it, whichever hub it is told to', async () => {
    account.become('slow')
    await hubs[0]?.soon(which)
    await expect.poll(() => account.requests).toBe(1)
    account.put({ key: 'late', start: '2026-11-24T10:00:00Z', end: '2026-11-24T11:00:00Z' })
    for (const one of hubs) await one.soon(which)
    account.become('well')
    await expect.poll(() => told.filter(state => state === 'well').length).toBe(2)
    // Calendars and one of them, twice.
    expect([account.requests, account.atOnce]).toEqual([4, 1])
    expect(await link()).toMatchObject({ state: 'well', lease: null, leaseUntil: null, askedAt: null })
  })

  test('a hub that ends lets go of what it reads, and writes nothing of it any more', async () => {
    account.become('slow')
    await hubs[0]?.soon(which)
    await expect.poll(() => account.requests).toBe(1)
    expect((await link())?.lease).not.toBeNull()
    const [stop] = stops.splice(0, 1)
    const stopped = stop?.()
    account.become('well')
    await stopped
    expect(await link()).toMatchObject({ lease: null, state: 'reading' })
    await hubs[1]?.soon(which)
    await expect.poll(() => told).toContain('well')
  })

  test('a hub that died is waited for until its lease is over', async () => {
    const [died, other] = [openLeases(tables, 0), openLeases(tables, 60_000)]
    expect(await died.take(which)).toBeTypeOf('string')
    await expect.poll(() => other.take(which)).toBeTypeOf('string')
    expect(await died.take(which)).toBeUndefined()
    await other.releaseAll()
    expect(await died.take(which)).toBeTypeOf('string')
    expect(await died.take({ ...which, organisationId: 'fjallstrom' })).toBeUndefined()
  })
})
