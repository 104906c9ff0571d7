import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { rule } from '../../../core/flow/testing/scene.ts'
import { eachDatabase } from '../../../test/harness/mariadb.ts'
import type { RuleSet } from '../contract/sets.ts'
import * as contract from '../contract/versions.ts'
import { rulesTables } from './tables.ts'
import { david, norrsken, owner, rulesOffice, set } from './testing/office.ts'

const code = (code: string, details = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) })

eachDatabase('what comes into force by itself', ({ open }) => {
  const { it, read, begin, publish, put, list, inForce } = rulesOffice(open)

  const at = '2026-12-01T07:00:00.000Z'
  /** Publishes at `at`, and lets that time come. */
  async function scheduled(wanted: RuleSet, meanwhile = async () => {}) {
    const revision = await begin(wanted)
    expect((await publish(revision, { at, why: 'December' })).scheduled).toMatchObject({ at, by: 'david' })
    await meanwhile()
    vi.setSystemTime(at)
    await it.hub.runDue()
  }
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T12:00:00Z') }))
  afterEach(() => void vi.useRealTimers())

  test('published at a time, it comes into force then, and the draft is free for other things', async () => {
    await scheduled(set('one'), async () => {
      expect(inForce()).toEqual([])
      expect(await read()).toMatchObject({ scheduled: { at, why: 'December', set: set('one') }, set: { rules: [] } })
      expect((await read()).draft).toBeUndefined()
      await begin(set('another'))
    })
    expect(inForce().map(([name]) => name)).toEqual(['one'])
    expect(await read()).toMatchObject({ version: { number: 1, by: 'david', why: 'December' } })
    expect((await read()).scheduled).toBeUndefined()
    expect((await read()).draft?.set).toEqual(set('another'))
  })

  test('what others published meanwhile stays, where both can be had', async () => {
    await put(set('one', 'two'))
    await scheduled(set('one', 'two', 'december'), async () => {
      await it.store.replace(owner, set('forwarding', 'one', 'two').rules)
    })
    expect(inForce().map(([name]) => name)).toEqual(['forwarding', 'one', 'two', 'december'])
  })

  test.each([
    ['both changed the same rule', 'rules.overtaken', () => it.store.replace(owner, [edited('one', 'test.c')])],
    [
      'something stops it by then',
      'rules.stopped',
      async () => it.checks.add(() => [{ code: 'x', say: { sv: 'x', en: 'x' } }]),
    ],
  ])('%s: it doesn’t come into force, and says so', async (_, failed, meanwhile) => {
    await put(set('one'))
    await scheduled({ rules: [edited('one', 'test.b')], cases: [] }, async () => void (await meanwhile()))
    expect((await read()).scheduled).toMatchObject({ failed })
    // It is there to be mended.
    await it.hub.call(contract.cancelPublication, norrsken, david)
    expect(await read()).toMatchObject({ draft: { base: 1, set: { rules: [edited('one', 'test.b')] } } })
  })
  const edited = (name: string, type: string) => rule(name, { scope: 'organisation', take: { type } }).rule

  test('cancelled, it is the draft again, and nothing comes into force', async () => {
    await scheduled(set('one'), async () => it.hub.call(contract.cancelPublication, norrsken, david))
    expect(inForce()).toEqual([])
    expect((await read()).draft?.set).toEqual(set('one'))
    await expect(it.hub.call(contract.cancelPublication, norrsken, david)).rejects.toEqual(code('rules.not-scheduled'))
  })

  test('a time that has passed, or a second set for later, is refused', async () => {
    const revision = await begin(set('one'))
    await expect(publish(revision, { at: '2026-11-24T11:59:00Z' })).rejects.toEqual(
      code('rules.time-passed', { field: 'at' }),
    )
    await publish(revision, { at })
    await expect(publish(await begin(set('two')), { at })).rejects.toEqual(code('rules.scheduled-already'))
  })

  test('run again behind a hub that died, it makes no second version', async () => {
    const rows = it.database.forPlugin('rules')
    await scheduled(set('one'))
    const { scheduled: table } = rulesTables(rows)
    const again = { ...norrsken, organisationId: 'norrsken', at: new Date(at), base: 0, madeBy: 'david', why: '' }
    const row = await table.create({ ...again, set: JSON.stringify(set('one')) })
    await it.hub.runJob('publish', { id: row.get().id, organisation: 'norrsken' })
    expect(await list()).toHaveLength(1)
    expect((await read()).scheduled).toBeUndefined()
  })
})
