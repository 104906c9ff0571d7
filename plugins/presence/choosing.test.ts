import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeSpeech } from '../../connectors/speech/fake.ts'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import {
  newWorld,
  type PluginHub,
  people,
  pluginHub,
  signedIn,
  twoOrganisations,
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

const folder = mkdtempSync(join(tmpdir(), 'svara-presence-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

eachDatabase('what is heard, and what can be chosen', ({ open }) => {
  let hub: PluginHub
  const speech = fakeSpeech({ folder })

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-10-09T12:10:00Z') })
    const database = await open()
    await database.migrate(presence.migrations ?? [])
    hub = await pluginHub(presence, { database, world: newWorld(), directory: twoOrganisations, ports: { speech } })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('whoever is closed can be listened to as callers hear them, in either language', async () => {
    await hub.call(contract.setMyActivity, { activity: 'meeting' }, anna)
    const { file, name } = await hub.download(contract.hearActivity, { id: 'anna', language: 'sv' }, cecilia)
    expect(speech.said.at(-1)).toEqual({ text: 'Anna Svensson är i möte, åter 15:10.', language: 'sv' })
    expect((await readFile(file)).length).toBeGreaterThan(1000)
    expect(name).toBeUndefined()
    await hub.download(contract.hearActivity, { id: 'anna', language: 'en' }, anna)
    expect(speech.said.at(-1)?.text).toBe('Anna Svensson is in a meeting, back at 15:10.')
    // To the second, whether a job said so yet or not.
    vi.setSystemTime('2026-10-09T13:10:00Z')
    await expect(hub.download(contract.hearActivity, { id: 'anna', language: 'sv' }, anna)).rejects.toEqual(
      code('presence.rings'),
    )
  })

  test('a phrase is tried of oneself only', async () => {
    const tried = { id: 'anna', language: 'en', spoken: 'is having coffee', until: '2026-10-09T12:30:00Z' }
    await hub.download(contract.hearActivity, tried, anna)
    expect(speech.said.at(-1)?.text).toBe('Anna Svensson is having coffee, back at 14:30.')
    await expect(hub.download(contract.hearActivity, tried, david)).rejects.toEqual(code('access.forbidden'))
    await expect(hub.download(contract.hearActivity, { ...tried, id: 'gustav' }, anna)).rejects.toEqual(
      code('presence.no-such-person'),
    )
    await expect(hub.download(contract.hearActivity, { ...tried, spoken: 'x'.repeat(61) }, anna)).rejects.toThrow(
      'too_big',
    )
  })

  test('a hub without a voice says so', async () => {
    speech.reachable(false)
    const tried = { id: 'anna', language: 'sv', spoken: 'fikar' }
    await expect(hub.download(contract.hearActivity, tried, anna)).rejects.toEqual(code('presence.no-voice'))
    speech.reachable(true)
  })

  test('the list of activities follows changes of the person and of the organisation, and of nobody else', async () => {
    const mine = hub.follow(contract.activitiesView, anna)
    const theirs = hub.follow(contract.activitiesView, gustav)
    const before = theirs()
    const added = await hub.call(contract.addMyActivity, own, anna)
    await hub.call(contract.addMyActivity, own, cecilia)
    await hub.call(contract.changeOrganisationActivity, { key: 'lunch', ...own }, david)
    expect(mine()).toEqual(hub.snapshot(contract.activitiesView, anna))
    expect(mine()).toEqual(await hub.call(contract.listActivities, {}, anna))
    expect(mine().activities.at(-1)).toEqual(added)
    expect(mine().activities).toHaveLength(13)
    expect(theirs()).toEqual(before)
    await hub.call(contract.deleteMyActivity, { key: added.key }, anna)
    expect(mine().activities).toHaveLength(12)
  })

  test('a supervisor is told which activities a colleague can have', async () => {
    const added = await hub.call(contract.addMyActivity, own, anna)
    const { activities } = await hub.call(contract.listActivitiesOf, { id: 'anna' }, cecilia)
    expect(activities.at(-1)).toEqual(added)
    await expect(hub.call(contract.listActivitiesOf, { id: 'cecilia' }, anna)).rejects.toEqual(code('access.forbidden'))
    await expect(hub.call(contract.listActivitiesOf, { id: 'gustav' }, cecilia)).rejects.toEqual(
      code('presence.no-such-person'),
    )
  })
})
