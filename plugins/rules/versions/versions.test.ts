import { pino } from 'pino'
import { beforeEach, expect, test } from 'vitest'
import { broadcasts } from '../../../core/broadcast.ts'
import type { Database } from '../../../core/database/index.ts'
import { problems } from '../../../core/flow/check.ts'
import { flowMigrations } from '../../../core/flow/migrations.ts'
import { ruleStore } from '../../../core/flow/rule-store.ts'
import { ruleVersionsOf } from '../../../core/flow/rule-versions.ts'
import { ruleIndex } from '../../../core/flow/rules.ts'
import { happening, rule, scene } from '../../../core/flow/testing/scene.ts'
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
import { provideVersions } from './index.ts'

const david = signedIn(people.david)
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
  let store: ReturnType<typeof ruleStore>
  let index: ReturnType<typeof ruleIndex>

  beforeEach(async () => {
    database = await open()
    await database.migrate([...flowMigrations, drafts])
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
        provideVersions(own, { directory, desk, rules: store, versions: ruleVersionsOf(core) })
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
  const draftOf = (of: contract.OwnerAsked) => ({ ...of, revision: 0, base: 0, set: { rules: [], cases: [] } })

  test('a draft thrown away is gone, and its revision never comes again', async () => {
    await save(set('one'), 0)
    await hub.call(contract.discardDraft, { ...norrsken, revision: 1 }, david)
    expect((await read()).draft).toBeUndefined()
    expect(await save(set('two'), 0)).toMatchObject({ revision: 3 })
    await expect(save(set('three'), 1)).rejects.toEqual(code('rules.draft-changed'))
  })
})
