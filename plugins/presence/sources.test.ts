/** An activity that another plugin knows of: told like a chosen one, changed by time alone, and heard of by rules once. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeSpeech } from '../../connectors/speech/fake.ts'
import type { Database } from '../../core/database/index.ts'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import {
  newWorld,
  type PluginHub,
  people,
  pluginHub,
  signedIn,
  twoOrganisations,
  type World,
} from '../../test/harness/plugin-hub.ts'
import * as contract from './contract.ts'
import { presence } from './index.ts'
import { columns } from './tables.ts'

const anna = signedIn(people.anna)
const david = signedIn(people.david)
const of = { organisationId: 'norrsken' }
const who = { organisation: 'norrsken', id: 'anna' }

/** A meeting of Anna's, from one time to another (milliseconds), unless she has chosen something since it began. */
function meeting(from: number, to: number): contract.ActivitySource {
  const time = (at: number) => new Date(at)
  const quiet = { activity: undefined, asOf: undefined }
  return {
    name: 'calendar',
    at({ id }, chosen, at) {
      if (id !== 'anna') return undefined
      if (chosen && chosen.since.getTime() >= from) return { ...quiet, since: chosen.since, next: undefined }
      if (at.getTime() < from) return { ...quiet, since: undefined, next: time(from) }
      if (at.getTime() >= to) return { ...quiet, since: time(to), next: undefined }
      return {
        ...{ activity: { key: 'meeting', until: time(to) }, since: time(from), next: time(to) },
        asOf: time(from - 60_000),
      }
    },
  }
}

eachDatabase('activities from elsewhere', ({ open }) => {
  let database: Database
  let world: World
  let hub: PluginHub
  const speech = fakeSpeech({ folder: '' })
  /** Not started yet: what plugins do while they are set up is done. */
  const setUp = () => pluginHub(presence, { database, world, directory: twoOrganisations, ports: { speech } })
  const another = async () => {
    const made = await setUp()
    await made.start()
    return made
  }
  const add = (source: contract.ActivitySource, to = hub) => to.port(contract.activitySources).add(source)
  const seen = (at = hub) => at.snapshot(contract.presenceView, david).people.anna
  const fact = () => hub.fact(contract.activityFact, 'norrsken', { callee: { person: 'anna' } })

  beforeEach(async () => {
    database = await open()
    await database.migrate(presence.migrations ?? [])
    world = newWorld()
    hub = await another()
  })
  afterEach(async () => {
    vi.useRealTimers()
    await hub.stop()
  })

  const seenInDatabase = () =>
    expect.poll(() => database.forPlugin('presence').table('seen', columns.seen).count({ where: of })).toBe(1)

  /** 14:10 in Stockholm, in the middle of a meeting from 14:00 to 14:30. */
  function atTen(): void {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-10-09T12:10:00Z') })
    add(meeting(Date.parse('2026-10-09T12:00:00Z'), Date.parse('2026-10-09T12:30:00Z')))(who, 'read')
  }

  test('callers hear it, colleagues see it, and a trace says where it is from', async () => {
    atTen()
    expect((await hub.call(contract.readHeard, { id: 'anna' }, david)).text?.en).toBe(
      'Anna Svensson is in a meeting, back at 14:30.',
    )
    expect(seen()).toMatchObject({ key: 'meeting', setBy: 'calendar', since: '2026-10-09T12:00:00.000Z' })
    expect(fact()).toMatchObject({ source: { name: 'calendar', asOf: '2026-10-09T11:59:00.000Z' } })
    const time = (iso: string) => `${iso.slice(11, 16)}Z`
    const teller = { yours: true, time, number: String, party: () => undefined }
    const { told } = contract.activityFact
    expect(told?.value(fact(), { ...teller, language: 'en' })).toBe(
      'In a meeting until 12:30Z, from the calendar, read 11:59Z',
    )
    expect(told?.clause('$.closesPhone', fact(), { ...teller, language: 'sv' })).toBe(
      'din hänvisning var Möte till 12:30Z, från kalendern, läst 11:59Z, som stänger telefonen',
    )
    // Of nobody else is anything known.
    expect(hub.fact(contract.activityFact, 'norrsken', { callee: { person: 'david' } }).key).toBe('available')
  })

  test('Available chosen meanwhile is a choice of now, though one was Available before', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-10-09T08:00:00Z') })
    await hub.call(contract.setMyActivity, { activity: 'available' }, anna)
    atTen()
    expect(fact().key).toBe('meeting')
    await hub.call(contract.setMyActivity, { activity: 'available' }, anna)
    expect(fact()).toMatchObject({ key: 'available' })
    expect(seen()).toMatchObject({ key: 'available', since: '2026-10-09T12:10:00.000Z' })
    expect(hub.published.at(-1)?.data).toMatchObject({
      ...{ setBy: 'self', before: { key: 'meeting' }, after: { key: 'available' } },
    })
  })

  test('a note is no choice', async () => {
    atTen()
    await hub.call(contract.setMyNote, { note: 'Ring Björn' }, anna)
    expect(fact()).toMatchObject({ key: 'meeting', note: 'Ring Björn' })
    expect(seen()).toMatchObject({ key: 'meeting', note: 'Ring Björn', setBy: 'calendar' })
    expect(hub.published).toEqual([])
  })

  test('another form of the activity is seen at once, and one that is nowhere does nothing', async () => {
    atTen()
    const form = { ...contract.standard.get('meeting'), name: { sv: 'Upptagen', en: 'Tied up' } }
    await hub.call(contract.changeOrganisationActivity, { key: 'meeting', ...form }, david)
    expect(seen()?.name.en).toBe('Tied up')
    const lost = await another()
    const source = meeting(Date.parse('2026-10-09T12:00:00Z'), Date.parse('2026-10-09T12:30:00Z'))
    const nowhere: contract.ActivitySource = {
      ...source,
      at: (...asked) => {
        const answer = source.at(...asked)
        return answer?.activity && { ...answer, activity: { ...answer.activity, key: 'nap' } }
      },
    }
    add(nowhere, lost)(who, 'read')
    expect(lost.fact(contract.activityFact, 'norrsken', { callee: { person: 'anna' } }).key).toBe('available')
    await lost.stop()
  })

  test('it begins and ends by the clock, on each hub, and rules hear of either once', async () => {
    const other = await another()
    const from = Date.now() + 150
    for (const each of [hub, other]) add(meeting(from, from + 250), each)(who, 'read')
    expect(seen()).toBeUndefined()
    await vi.waitFor(() => expect([seen()?.key, seen(other)?.key]).toEqual(['meeting', 'meeting']))
    await vi.waitFor(() => expect([seen()?.key, seen(other)?.key]).toEqual(['available', 'available']))
    expect(seen()?.since).toBe(new Date(from + 250).toISOString())
    const ids = (of: PluginHub) => of.published.map(({ id }) => id)
    expect(ids(hub)).toHaveLength(2)
    expect(ids(other)).toEqual(ids(hub))
    expect(new Set(ids(hub)).size).toBe(2)
    expect(hub.published.map(({ data }) => data)).toMatchObject([
      { setBy: 'calendar', before: { key: 'available' }, after: { key: 'meeting' } },
      { setBy: 'calendar', before: { key: 'meeting' }, after: { key: 'available' } },
    ])
    await other.stop()
  })

  test('a choice that ends when the source takes over is one change, whoever notices it', async () => {
    const start = Date.now()
    const until = new Date(start + 200)
    await hub.call(contract.setMyActivity, { activity: 'lunch', until: until.toISOString() }, anna)
    add({
      name: 'calendar',
      at: (_, chosen) => ({
        activity: chosen ? undefined : { key: 'meeting', until: new Date(start + 3_600_000) },
        since: chosen ? undefined : until,
        next: chosen?.until,
        asOf: undefined,
      }),
    })(who, 'read')
    await vi.waitFor(() => expect(seen()?.key).toBe('meeting'))
    await hub.runDue()
    const [, byTimer, byJob] = hub.published
    expect(byTimer?.data).toMatchObject({ before: { key: 'lunch' }, after: { key: 'meeting' } })
    expect(byJob?.id).toBe(byTimer?.id)
    expect(seen()).toMatchObject({ key: 'meeting', setBy: 'calendar' })
  })

  test('what the source says anew is told, and a cause told twice is one change', async () => {
    const now = Date.now()
    let source = meeting(now - 1000, now + 3_600_000)
    const changed = add({ name: 'calendar', at: (...asked) => source.at(...asked) })
    changed(who, 'read-1')
    source = meeting(now - 2_000_000, now - 1000)
    changed(who, 'read-2')
    changed(who, 'read-2')
    expect(hub.published.map(({ data }) => data)).toMatchObject([
      { setBy: 'calendar', before: { key: 'meeting' }, after: { key: 'available' } },
    ])
    expect(seen()).toMatchObject({ key: 'available' })
    expect(seen()).not.toHaveProperty('setBy')
  })

  test('rules hear of an edge that passed while no hub ran, once, and the source of what takes hold then', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-10-09T12:10:00Z') })
    const [from, to] = [Date.parse('2026-10-09T12:00:00Z'), Date.parse('2026-10-09T12:30:00Z')]
    const took: string[] = []
    const source: contract.ActivitySource = { ...meeting(from, to), took: ({ id }) => took.push(id) }
    add(source)(who)
    expect(took).toEqual(['anna'])
    await seenInDatabase()
    await hub.stop()

    const again = await setUp()
    add(source, again)(who)
    await again.start()
    expect([again.published, took]).toEqual([[], ['anna']])
    await again.stop()

    vi.setSystemTime(new Date('2026-10-09T13:00:00Z'))
    const later = await Promise.all([setUp(), setUp()])
    for (const each of later) {
      add(source, each)(who)
      // There are no rules to hear of it before.
      expect(each.published).toEqual([])
      await each.start()
    }
    const [one, other] = later.map(({ published }) => published)
    expect(one?.map(({ data }) => data)).toMatchObject([
      { setBy: 'calendar', before: { key: 'meeting', closesPhone: true }, after: { key: 'available' } },
    ])
    // Several hubs start, and rules hear of it once.
    expect(one?.map(({ id }) => id)).toEqual(other?.map(({ id }) => id))
    for (const each of later) await each.stop()
  })
})
