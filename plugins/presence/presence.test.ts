import fc from 'fast-check'
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

const anna = signedIn(people.anna)
const cecilia = signedIn(people.cecilia)
const david = signedIn(people.david)
const gustav = signedIn(people.gustav)
const code = (code: string) => expect.objectContaining({ code })

const own = {
  name: { sv: 'Fika', en: 'Coffee' },
  spoken: { sv: 'fikar', en: 'is having coffee' },
  icon: 'cup',
  tone: 'closed',
  closesPhone: true,
  length: 20,
} as const

eachDatabase('presence', ({ open }) => {
  let database: Database
  let world: World
  let hub: PluginHub
  const speech = fakeSpeech({ folder: '' })
  const another = () => pluginHub(presence, { database, world, directory: twoOrganisations, ports: { speech } })
  const activityOf = (person: string, at = hub, organisation = 'norrsken') =>
    at.fact(contract.activityFact, organisation, { callee: { person } })

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-10-09T12:10:00Z') })
    database = await open()
    await database.migrate(presence.migrations ?? [])
    world = newWorld()
    hub = await another()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('an activity has its usual length, and whoever calls is told', async () => {
    const set = await hub.call(contract.setMyActivity, { activity: 'meeting', note: '  Offerten ' }, anna)
    expect(set).toMatchObject({ key: 'meeting', until: '2026-10-09T13:10:00.000Z', note: 'Offerten' })
    expect(activityOf('anna')).toMatchObject({ key: 'meeting', closesPhone: true, note: 'Offerten' })
    expect((await hub.call(contract.readHeard, { id: 'anna' }, cecilia)).text).toEqual({
      sv: 'Anna Svensson är i möte, åter 15:10.',
      en: 'Anna Svensson is in a meeting, back at 15:10.',
    })
    expect(hub.published).toMatchObject([
      {
        organisation: 'norrsken',
        data: { person: 'anna', setBy: 'self', by: 'anna', before: { key: 'available' }, after: { key: 'meeting' } },
      },
    ])
  })

  test.each([
    ['sick', '2026-10-09T22:00:00.000Z'],
    ['gone', '2026-10-12T06:00:00.000Z'],
    ['holiday', undefined],
  ])('%s lasts until %s', async (activity, until) => {
    expect((await hub.call(contract.setMyActivity, { activity }, anna)).until).toBe(until)
  })

  test('it ends to the second for callers, and by its job for all others', async () => {
    await hub.call(contract.setMyActivity, { activity: 'lunch', until: '2026-10-09T12:30:00Z' }, anna)
    vi.setSystemTime('2026-10-09T12:29:59.999Z')
    await hub.runDue()
    expect(activityOf('anna').key).toBe('lunch')
    vi.setSystemTime('2026-10-09T12:30:00Z')
    expect(activityOf('anna')).toMatchObject({ key: 'available', closesPhone: false })
    expect(activityOf('anna').until).toBeUndefined()
    await hub.runDue()
    expect(hub.snapshot(contract.presenceView, cecilia).people.anna).toMatchObject({
      key: 'available',
      since: '2026-10-09T12:30:00.000Z',
    })
    expect(hub.published.at(-1)?.data).toMatchObject({
      setBy: 'end',
      before: { key: 'lunch' },
      after: { key: 'available' },
    })
  })

  test('another end is no new beginning, and the same activity after its end is one', async () => {
    const first = await hub.call(contract.setMyActivity, { activity: 'lunch', minutes: 10 }, anna)
    vi.setSystemTime('2026-10-09T12:15:00Z')
    const later = await hub.call(contract.setMyActivity, { activity: 'lunch', minutes: 30 }, anna)
    expect(later).toMatchObject({ since: first.since, until: '2026-10-09T12:45:00.000Z' })
    vi.setSystemTime('2026-10-09T12:45:00Z')
    const anew = await hub.call(contract.setMyActivity, { activity: 'lunch', minutes: 10 }, anna)
    expect(anew.since).toBe('2026-10-09T12:45:00.000Z')
  })

  test('its job does nothing to what was set meanwhile', async () => {
    await hub.call(contract.setMyActivity, { activity: 'lunch', minutes: 10 }, anna)
    const stale = [...world.jobs]
    await hub.call(contract.setMyActivity, { activity: 'meeting', minutes: 60 }, anna)
    vi.setSystemTime('2026-10-09T12:25:00Z')
    for (const [id, job] of stale) world.jobs.set(id, job)
    await hub.runDue()
    expect(activityOf('anna').key).toBe('meeting')
    vi.setSystemTime('2026-10-09T13:10:00Z')
    await hub.runDue()
    expect(hub.snapshot(contract.presenceView, anna).people.anna?.key).toBe('available')
  })

  test('a job that runs again tells the same event again, and changes nothing', async () => {
    await hub.call(contract.setMyActivity, { activity: 'lunch', minutes: 10 }, anna)
    const due = [...world.jobs]
    vi.setSystemTime('2026-10-09T12:20:00Z')
    await hub.runDue()
    const before = hub.snapshot(contract.presenceView, anna)
    for (const [id, job] of due) world.jobs.set(id, job)
    await hub.runDue()
    const [, first, second] = hub.published
    expect(second?.id).toBe(first?.id)
    expect(hub.snapshot(contract.presenceView, anna)).toEqual(before)
  })

  test('a restart ends what became overdue, even where the job was never set', async () => {
    await hub.call(contract.setMyActivity, { activity: 'lunch', minutes: 10 }, anna)
    world.jobs.clear()
    vi.setSystemTime('2026-10-09T15:00:00Z')
    const restarted = await another()
    expect(activityOf('anna', restarted).key).toBe('available')
    await restarted.start()
    await restarted.runDue()
    expect(restarted.snapshot(contract.presenceView, anna).people.anna?.key).toBe('available')
  })

  test('other hubs hear of it, of two changes at once one comes last, and both agree', async () => {
    const other = await another()
    await Promise.all([
      hub.call(contract.setMyActivity, { activity: 'lunch' }, anna),
      other.call(contract.setActivity, { id: 'anna', activity: 'busy' }, cecilia),
    ])
    expect(hub.snapshot(contract.presenceView, anna)).toEqual(other.snapshot(contract.presenceView, anna))
    const restarted = await another()
    expect(restarted.snapshot(contract.presenceView, anna)).toEqual(hub.snapshot(contract.presenceView, anna))
    expect(world.jobs.size).toBe(1)
  })

  test('the note is kept over activities, and an empty one takes it away', async () => {
    await hub.call(contract.setMyNote, { note: 'Ring hellre' }, anna)
    await hub.call(contract.setMyActivity, { activity: 'busy' }, anna)
    expect(activityOf('anna')).toMatchObject({ key: 'busy', note: 'Ring hellre' })
    expect((await hub.call(contract.setMyNote, { note: '' }, anna)).note).toBeUndefined()
    expect(activityOf('anna').key).toBe('busy')
    await expect(hub.call(contract.setMyNote, { note: 'a\u0007b' }, anna)).rejects.toThrow('pattern')
    await expect(hub.call(contract.setMyNote, { note: 'x'.repeat(201) }, anna)).rejects.toThrow('too_big')
  })

  test('an organisation and a person can change and add activities', async () => {
    await hub.call(contract.changeOrganisationActivity, { key: 'lunch', ...own }, david)
    await hub.call(contract.changeMyActivity, { key: 'lunch', ...own, name: { sv: 'Min', en: 'Mine' } }, anna)
    const added = await hub.call(contract.addMyActivity, own, anna)
    const lunch = async (who: typeof anna) =>
      (await hub.call(contract.listActivities, {}, who)).activities.find(({ key }) => key === 'lunch')
    expect([(await lunch(anna))?.name.en, (await lunch(cecilia))?.name.en]).toEqual(['Mine', 'Coffee'])
    expect((await lunch(gustav))?.by).toBe('standard')
    const restarted = await another()
    expect((await restarted.call(contract.listActivities, {}, anna)).activities).toHaveLength(13)
    await expect(hub.call(contract.setMyActivity, { activity: added.key }, cecilia)).rejects.toEqual(
      code('presence.no-such-activity'),
    )
    await hub.call(contract.setMyActivity, { activity: added.key }, anna)
    expect(activityOf('anna').closesPhone).toBe(true)
    await hub.call(contract.deleteMyActivity, { key: added.key }, anna)
    expect(activityOf('anna').key).toBe('available')
  })

  test.each([
    ['nothing there is', { activity: 'nap' }, 'presence.no-such-activity'],
    ['an end that is over', { activity: 'busy', until: '2026-10-09T12:10:00Z' }, 'presence.until-past'],
    ['an end years away', { activity: 'busy', until: '2029-10-09T12:10:00Z' }, 'presence.until-far'],
    ['an end of Available', { activity: 'available', minutes: 5 }, 'presence.available-has-no-end'],
  ])('refuses %s', async (_, asked, refused) => {
    await expect(hub.call(contract.setMyActivity, asked, anna)).rejects.toEqual(code(refused))
  })

  test('Available stays open', async () => {
    await expect(hub.call(contract.changeMyActivity, { key: 'available', ...own }, anna)).rejects.toEqual(
      code('presence.available-open'),
    )
  })

  test('only a supervisor sets what colleagues do, and nobody those of another organisation', async () => {
    const busy = { id: 'anna', activity: 'busy' }
    await expect(hub.call(contract.setActivity, { ...busy, id: 'david' }, anna)).rejects.toEqual(
      code('access.forbidden'),
    )
    await expect(hub.call(contract.setActivity, busy, gustav)).rejects.toEqual(code('presence.no-such-person'))
    await expect(hub.call(contract.readHeard, { id: 'anna' }, gustav)).rejects.toEqual(code('presence.no-such-person'))
    await hub.call(contract.setActivity, busy, cecilia)
    expect(hub.published.at(-1)?.data).toMatchObject({ setBy: 'colleague', by: 'cecilia' })
    expect(hub.snapshot(contract.presenceView, gustav)).toEqual({ people: {} })
    expect(() => activityOf('anna', hub, 'fjallstrom')).toThrow('no person here')
    expect(() => activityOf('nobody')).toThrow('no person here')
  })

  test('everybody sees that somebody else set it, until the person does or it is nowhere any more', async () => {
    const seen = () => hub.snapshot(contract.presenceView, anna).people.anna
    const { key } = await hub.call(contract.addOrganisationActivity, own, david)
    await hub.call(contract.setActivity, { id: 'anna', activity: key }, cecilia)
    await hub.call(contract.setMyNote, { note: 'Strax' }, anna)
    expect(seen()).toMatchObject({ key, setBy: 'colleague' })
    await hub.call(contract.deleteOrganisationActivity, { key }, david)
    expect(seen()).toMatchObject({ key: 'available' })
    expect(seen()).not.toHaveProperty('setBy')
    await hub.call(contract.setActivity, { id: 'anna', activity: 'busy' }, cecilia)
    expect(seen()).toHaveProperty('setBy', 'colleague')
    await hub.call(contract.setMyActivity, { activity: 'busy' }, anna)
    expect(seen()).not.toHaveProperty('setBy')
  })

  test('a snapshot and the messages after it are a fresh snapshot', async () => {
    const who = fc.constantFrom(anna, cecilia, david)
    const key = fc.constantFrom('available', 'meeting', 'lunch', 'gone')
    const step = fc.oneof(
      fc.record({ do: fc.constant('set' as const), who, key }),
      fc.record({ do: fc.constant('note' as const), who, key }),
      fc.record({ do: fc.constant('form' as const), who, key }),
      fc.record({ do: fc.constant('back' as const), who, key }),
      fc.record({ do: fc.constant('wait' as const), who, key }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async steps => {
        const follow = hub.follow(contract.presenceView, anna)
        for (const { do: what, who, key } of steps) {
          const form = { ...own, closesPhone: false, length: 'none' }
          if (what === 'set') await hub.call(contract.setMyActivity, { activity: key }, who)
          else if (what === 'note') await hub.call(contract.setMyNote, { note: key }, who)
          else if (what === 'form') await hub.call(contract.changeOrganisationActivity, { key, ...form }, david)
          else if (what === 'back') {
            await hub.call(contract.deleteOrganisationActivity, { key }, david).catch(() => undefined)
          } else {
            vi.setSystemTime(Date.now() + 45 * 60_000)
            await hub.runDue()
          }
        }
        expect(follow()).toEqual(hub.snapshot(contract.presenceView, anna))
        await hub.resync()
        expect(follow()).toEqual(hub.snapshot(contract.presenceView, anna))
      }),
      { numRuns: 25 },
    )
  })
})
