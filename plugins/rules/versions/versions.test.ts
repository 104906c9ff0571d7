import { pino } from 'pino'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { broadcasts } from '../../../core/broadcast.ts'
import type { Database } from '../../../core/database/index.ts'
import type { Allow, RouteDefinition } from '../../../core/define.ts'
import { problems } from '../../../core/flow/check.ts'
import { flowMigrations } from '../../../core/flow/migrations.ts'
import { ruleStore } from '../../../core/flow/rule-store.ts'
import { ruleVersionsOf } from '../../../core/flow/rule-versions.ts'
import { ruleIndex } from '../../../core/flow/rules.ts'
import { tables } from '../../../core/flow/tables.ts'
import { happened, happening, rule, scene } from '../../../core/flow/testing/scene.ts'
import { definePlugin } from '../../../core/hub.ts'
import { eachDatabase } from '../../../test/harness/mariadb.ts'
import {
  newWorld,
  type PluginHub,
  people,
  pluginHub,
  signedIn,
  twoOrganisations,
  type World,
} from '../../../test/harness/plugin-hub.ts'
import type { RuleSet } from '../contract/sets.ts'
import * as contract from '../contract/versions.ts'
import { drafts } from '../migrations/002-drafts.ts'
import type { Checks } from './checks.ts'
import { provideVersions } from './index.ts'
import { rulesTables } from './tables.ts'

const david = signedIn(people.david)
const gustav = signedIn(people.gustav)
const anna = signedIn(people.anna)
const code = (code: string, details = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) })

const directory = {
  ...twoOrganisations,
  number: (id: string) =>
    id === 'queue'
      ? { ...{ id, organisation: 'norrsken', kind: 'queue' as const, name: 'Kundtjänst' }, ...noNumber }
      : undefined,
}
const noNumber = { e164: undefined, short: '1010', person: undefined }

const norrsken = { scope: 'organisation', owner: 'norrsken' } as const
const annas = { scope: 'person', owner: 'anna' } as const

/** A set of the organisation's rules of these names. */
const set = (...names: string[]): RuleSet => ({
  rules: names.map(name => rule(name, { scope: 'organisation' }).rule),
  cases: [],
})

eachDatabase('versions', ({ open }) => {
  let database: Database
  let world: World
  let hub: PluginHub
  let checks: Checks
  let store: ReturnType<typeof ruleStore>
  let index: ReturnType<typeof ruleIndex>

  beforeAll(async () => {
    database = await open()
    await database.migrate([...flowMigrations, drafts])
  })
  beforeEach(async () => {
    const { rules, ruleVersions } = tables(database.forPlugin('core'))
    const own = rulesTables(database.forPlugin('rules'))
    const everything = { where: {}, everyOrganisation: true } as const
    await rules.destroy(everything)
    await ruleVersions.destroy(everything)
    await own.drafts.destroy(everything)
    await own.scheduled.destroy(everything)
    world = newWorld()
    const catalogue = scene({})
    index = ruleIndex(catalogue)
    const core = database.forPlugin('core')
    store = ruleStore(
      core,
      index,
      catalogue,
      broadcasts({ url: undefined, hub: 'one', log: pino({ level: 'silent' }) }),
    )
    const desk = { problems: (one: Parameters<typeof problems>[0]) => problems(one, catalogue) }
    const plugin = definePlugin({
      ...{ id: 'rules', needs: {} },
      setup(own) {
        checks = provideVersions(own, { directory, desk, rules: store, versions: ruleVersionsOf(core) })
      },
    })
    hub = await pluginHub(plugin, { database, world, directory })
  })

  const read = (who = david, of: contract.OwnerAsked = norrsken) => hub.call(contract.readRules, of, who)
  const save = (wanted: RuleSet, revision: number, { base = 0, who = david } = {}) =>
    hub.call(contract.saveDraft, { ...norrsken, revision, base, set: wanted }, who)
  /** What decides about the organisation's occurrences. */
  const inForce = () =>
    index.ladder(happening({}, 'norrsken')).route.flatMap(({ rules }) => rules.map(one => [one.rule.name, one.version]))

  test('nobody wrote any: there is no version, and a draft may be begun', async () => {
    expect(await read()).toEqual({ set: { rules: [], cases: [] } })
    expect(await save(set('one'), 0)).toMatchObject({ revision: 1, base: 0, by: 'david', set: set('one') })
    expect((await read()).draft).toMatchObject({ revision: 1, set: set('one') })
    expect(inForce()).toEqual([])
  })

  test('a draft made from another revision than the last is refused, with theirs; nothing of theirs is lost', async () => {
    await save(set('one'), 0)
    await save(set('one', 'two'), 1)
    const theirs = { draft: expect.objectContaining({ revision: 2, set: set('one', 'two') }) }
    await expect(save(set('one', 'three'), 1)).rejects.toEqual(code('rules.draft-changed', theirs))
    await expect(save(set('three'), 0)).rejects.toEqual(code('rules.draft-changed', theirs))
    await expect(hub.call(contract.discardDraft, { ...norrsken, revision: 1 }, david)).rejects.toEqual(
      code('rules.draft-changed', theirs),
    )
    expect((await read()).draft?.set).toEqual(set('one', 'two'))
  })

  test('of several that save at once, one does', async () => {
    await save(set('one'), 0)
    const saved = await Promise.allSettled(['a', 'b', 'c', 'd'].map(name => save(set(name), 1)))
    expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const first = await Promise.allSettled([1, 2, 3].map(() => hub.call(contract.saveDraft, draftOf(annas), anna)))
    expect(first.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
  const publish = (revision: number, more = {}) =>
    hub.call(contract.publishDraft, { ...norrsken, revision, why: '', ...more }, david)
  const list = async (more = {}) => (await hub.call(contract.listVersions, { ...norrsken, ...more }, david)).versions
  /** Saves, on what is in force. */
  async function begin(wanted: RuleSet): Promise<number> {
    const { version, draft } = await read()
    return (await save(wanted, draft?.revision ?? 0, { base: version?.number ?? 0 })).revision
  }
  /** Saves and publishes. */
  const put = async (wanted: RuleSet, why = '') => (await publish(await begin(wanted), { why })).version
  const names = ({ rules }: RuleSet) => rules.map(({ name }) => name)

  test('what is published is in force, and each decision names the version that made it', async () => {
    const first = await put(set('one', 'two'), 'The new switchboard')
    expect(first).toMatchObject({ number: 1, by: 'david', why: 'The new switchboard', rules: 2 })
    expect(inForce()).toEqual([
      ['one', first?.id],
      ['two', first?.id],
    ])
    const second = await put(set('two'))
    expect(inForce()).toEqual([['two', second?.id]])
    expect(await read()).toEqual({ version: second, set: set('two') })
    expect(await list()).toEqual([second, first])
    expect(await list({ before: 2 })).toEqual([first])
    const old = await hub.call(contract.readVersion, { ...norrsken, number: 1 }, david)
    expect(old).toEqual({ version: first, set: set('one', 'two') })
    expect(await hub.call(contract.findVersion, { id: first?.id }, david)).toEqual({ ...norrsken, version: first })
  })

  test('cases are part of the version', async () => {
    const one = { id: '0199a3c4-0000-7000-8000-000000000001', title: 'Olof calls', on: happened.name }
    const about = { at: '2026-10-09T12:10:00.000Z', scope: {}, parties: {}, data: {}, facts: [] }
    const wanted = { ...set('one'), cases: [{ ...one, ...about, expects: { action: 'test.a' } }] }
    await put(wanted)
    expect((await read()).set).toEqual(wanted)
    // A plugin's own screen writes rules, and knows nothing of cases.
    await store.replace({ ...norrsken, organisation: 'norrsken' }, set('two').rules)
    expect((await read()).set).toEqual({ ...wanted, rules: set('two').rules })
  })

  test('a draft begun from another version than the one in force is refused, and stays', async () => {
    await put(set('one'))
    const revision = await begin(set('one', 'two'))
    const why = { sv: 'Medflyttning ändrad', en: 'Forwarding changed' }
    await store.replace({ ...norrsken, organisation: 'norrsken' }, set('one', 'three').rules, { by: 'anna', why })
    await expect(publish(revision)).rejects.toEqual(code('rules.overtaken'))
    const { draft, set: now, version } = await read()
    expect([draft?.base, draft && names(draft.set), names(now)]).toEqual([1, ['one', 'two'], ['one', 'three']])
    expect(version).toMatchObject({ number: 2, by: 'anna', why })
  })

  test('of several that publish at once, one does; versions are numbered without gaps', async () => {
    const revision = await begin(set('one'))
    const published = await Promise.allSettled([publish(revision), publish(revision), publish(revision)])
    expect(published.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const owner = { ...norrsken, organisation: 'norrsken' }
    await Promise.all(['a', 'b', 'c'].map(name => store.replace(owner, set(name).rules)))
    expect((await list()).map(({ number }) => number)).toEqual([4, 3, 2, 1])
  })

  test('what can’t be carried out is not published: the rule, the field, and in words why', async () => {
    const [good] = set('one').rules
    if (!good) throw new Error('no rule')
    const wrong = { ...good, event: { type: 'test.gone' } }
    const wanted = { rules: [good, wrong, { ...good, name: 'theirs', scope: 'person' as const }], cases: [] }
    const revision = await begin(wanted)
    const stops = [
      expect.objectContaining({ code: 'rules.name-taken', rule: 'one', field: 'rules.1.name' }),
      expect.objectContaining({ code: 'rule.action', rule: 'one', field: 'rules.1.event.type' }),
      expect.objectContaining({ code: 'rules.scope', rule: 'theirs', field: 'rules.2.scope' }),
    ]
    await expect(publish(revision)).rejects.toEqual(code('rules.stopped', { stops }))
    await expect(publish(revision, { at: '2099-01-01T00:00:00Z' })).rejects.toEqual(code('rules.stopped', { stops }))
    expect((await read()).draft?.set).toEqual(wanted)
    expect(inForce()).toEqual([])
  })

  test('whoever analyses rules may stop a set', async () => {
    const say = { sv: 'Olof går till fel ställe', en: 'Olof goes to the wrong place' }
    checks.add(async ({ owner }, { rules }) =>
      owner === 'norrsken' && rules.length > 1 ? [{ code: 'case', say }] : [],
    )
    await put(set('one'))
    await expect(put(set('one', 'two'))).rejects.toEqual(code('rules.stopped', { stops: [{ code: 'case', say }] }))
  })

  test('rolling back makes a new version like the old one', async () => {
    await put(set('one'))
    await put(set('two'))
    const back = (number: number) => hub.call(contract.rollBack, { ...norrsken, number, why: 'No' }, david)
    expect(await back(1)).toMatchObject({ number: 3, like: 1, why: 'No', by: 'david' })
    expect(inForce().map(([name]) => name)).toEqual(['one'])
    await expect(back(3)).rejects.toEqual(code('rules.in-force-already'))
    await expect(back(9)).rejects.toEqual(code('rules.version-not-found'))
    checks.add(() => [{ code: 'gone', say: { sv: 'x', en: 'x' } }])
    await expect(back(2)).rejects.toEqual(code('rules.stopped'))
  })

  const at = '2026-12-01T07:00:00.000Z'
  /** Publishes at `at`, and lets that time come. */
  async function scheduled(wanted: RuleSet, meanwhile = async () => {}) {
    const revision = await begin(wanted)
    expect((await publish(revision, { at, why: 'December' })).scheduled).toMatchObject({ at, by: 'david' })
    await meanwhile()
    vi.setSystemTime(at)
    await hub.runDue()
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
    const owner = { ...norrsken, organisation: 'norrsken' }
    await scheduled(set('one', 'two', 'december'), async () => {
      await store.replace(owner, set('forwarding', 'one', 'two').rules)
    })
    expect(inForce().map(([name]) => name)).toEqual(['forwarding', 'one', 'two', 'december'])
  })

  test.each([
    ['both changed the same rule', 'rules.overtaken', () => store.replace(organisations, [edited('one', 'test.c')])],
    [
      'something stops it by then',
      'rules.stopped',
      async () => checks.add(() => [{ code: 'x', say: { sv: 'x', en: 'x' } }]),
    ],
  ])('%s: it doesn’t come into force, and says so', async (_, failed, meanwhile) => {
    await put(set('one'))
    await scheduled({ rules: [edited('one', 'test.b')], cases: [] }, async () => void (await meanwhile()))
    expect((await read()).scheduled).toMatchObject({ failed })
    // It is there to be mended.
    await hub.call(contract.cancelPublication, norrsken, david)
    expect(await read()).toMatchObject({ draft: { base: 1, set: { rules: [edited('one', 'test.b')] } } })
  })
  const organisations = { ...norrsken, organisation: 'norrsken' }
  const edited = (name: string, type: string) => rule(name, { scope: 'organisation', take: { type } }).rule

  test('cancelled, it is the draft again, and nothing comes into force', async () => {
    await scheduled(set('one'), async () => hub.call(contract.cancelPublication, norrsken, david))
    expect(inForce()).toEqual([])
    expect((await read()).draft?.set).toEqual(set('one'))
    await expect(hub.call(contract.cancelPublication, norrsken, david)).rejects.toEqual(code('rules.not-scheduled'))
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
    const rows = database.forPlugin('rules')
    await scheduled(set('one'))
    const { scheduled: table } = rulesTables(rows)
    const again = { ...norrsken, organisationId: 'norrsken', at: new Date(at), base: 0, madeBy: 'david', why: '' }
    const row = await table.create({ ...again, set: JSON.stringify(set('one')) })
    await hub.runJob('publish', { id: row.get().id, organisation: 'norrsken' })
    expect(await list()).toHaveLength(1)
    expect((await read()).scheduled).toBeUndefined()
  })

  test('every route asks whose rules they are', async () => {
    const first = await put(set('one'))
    const routes: readonly [RouteDefinition<unknown, unknown, Allow>, object][] = [
      [contract.readRules, {}],
      [contract.saveDraft, { revision: 0, base: 0, set: set('mine') }],
      [contract.discardDraft, { revision: 0 }],
      [contract.publishDraft, { revision: 1, why: '' }],
      [contract.cancelPublication, {}],
      [contract.listVersions, {}],
      [contract.readVersion, { number: 1 }],
      [contract.rollBack, { number: 1, why: '' }],
    ]
    for (const [route, input] of routes) {
      const ask = (of: contract.OwnerAsked, who: typeof david) => hub.call(route, { ...of, ...input }, who)
      await expect(ask(norrsken, anna)).rejects.toEqual(code('rules.not-yours'))
      await expect(ask(norrsken, gustav)).rejects.toEqual(code('rules.owner-not-found'))
      await expect(ask(annas, david)).rejects.toEqual(code('rules.not-yours'))
      await expect(ask({ scope: 'queue', owner: 'queue' }, gustav)).rejects.toEqual(code('rules.owner-not-found'))
    }
    await expect(hub.call(contract.findVersion, { id: first?.id }, anna)).rejects.toEqual(code('rules.not-yours'))
    await expect(hub.call(contract.findVersion, { id: first?.id }, gustav)).rejects.toEqual(
      code('rules.version-not-found'),
    )
    expect(inForce()).toEqual([['one', first?.id]])
  })

  const draftOf = (of: contract.OwnerAsked) => ({ ...of, revision: 0, base: 0, set: { rules: [], cases: [] } })

  test('a draft thrown away is gone, and its revision never comes again', async () => {
    await save(set('one'), 0)
    await hub.call(contract.discardDraft, { ...norrsken, revision: 1 }, david)
    expect((await read()).draft).toBeUndefined()
    expect(await save(set('two'), 0)).toMatchObject({ revision: 3 })
    await expect(save(set('three'), 1)).rejects.toEqual(code('rules.draft-changed'))
  })
})
