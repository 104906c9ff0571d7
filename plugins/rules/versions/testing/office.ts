/** The rules of Norrsken on a real database, with the store that decides, and without the rest of a hub. */
import { pino } from 'pino'
import { beforeAll, beforeEach } from 'vitest'
import { broadcasts } from '../../../../core/broadcast.ts'
import type { Database } from '../../../../core/database/index.ts'
import { problems } from '../../../../core/flow/check.ts'
import { flowMigrations } from '../../../../core/flow/migrations.ts'
import { ruleStore } from '../../../../core/flow/rule-store.ts'
import { ruleVersionsOf } from '../../../../core/flow/rule-versions.ts'
import { ruleIndex } from '../../../../core/flow/rules.ts'
import { tables } from '../../../../core/flow/tables.ts'
import { happening, rule, scene } from '../../../../core/flow/testing/scene.ts'
import { definePlugin } from '../../../../core/hub.ts'
import {
  newWorld,
  type PluginHub,
  people,
  pluginHub,
  signedIn,
  twoOrganisations,
} from '../../../../test/harness/plugin-hub.ts'
import type { RuleSet } from '../../contract/sets.ts'
import * as contract from '../../contract/versions.ts'
import { drafts } from '../../migrations/002-drafts.ts'
import type { Checks } from '../checks.ts'
import { provideVersions } from '../index.ts'
import { rulesTables } from '../tables.ts'

export const david = signedIn(people.david)
export const gustav = signedIn(people.gustav)
export const anna = signedIn(people.anna)

export const norrsken = { scope: 'organisation', owner: 'norrsken' } as const
export const annas = { scope: 'person', owner: 'anna' } as const
/** As the spine knows it. */
export const owner = { ...norrsken, organisation: 'norrsken' }

const queue = { id: 'queue', organisation: 'norrsken', kind: 'queue', name: 'Kundtjänst' } as const
const directory = {
  ...twoOrganisations,
  number: (id: string) =>
    id === queue.id ? { ...queue, e164: undefined, short: '1010', person: undefined } : undefined,
}

/** A set of the organisation's rules of these names. */
export const set = (...names: string[]): RuleSet => ({
  rules: names.map(name => rule(name, { scope: 'organisation' }).rule),
  cases: [],
})
export const names = ({ rules }: RuleSet) => rules.map(({ name }) => name)

/** Emptied before each test of the suite. */
export function rulesOffice(open: () => Promise<Database>) {
  const it = {} as {
    database: Database
    hub: PluginHub
    checks: Checks
    store: ReturnType<typeof ruleStore>
    index: ReturnType<typeof ruleIndex>
  }

  beforeAll(async () => {
    it.database = await open()
    await it.database.migrate([...flowMigrations, drafts])
  })
  beforeEach(async () => {
    const core = it.database.forPlugin('core')
    const { rules, ruleVersions } = tables(core)
    const own = rulesTables(it.database.forPlugin('rules'))
    const everything = { where: {}, everyOrganisation: true } as const
    await rules.destroy(everything)
    await ruleVersions.destroy(everything)
    await own.drafts.destroy(everything)
    await own.scheduled.destroy(everything)
    const catalogue = scene({})
    const alone = broadcasts({ url: undefined, hub: 'one', log: pino({ level: 'silent' }) })
    it.index = ruleIndex(catalogue)
    it.store = ruleStore(core, it.index, catalogue, alone)
    const desk = { problems: (one: Parameters<typeof problems>[0]) => problems(one, catalogue) }
    const plugin = definePlugin({
      ...{ id: 'rules', needs: {} },
      setup(hub) {
        it.checks = provideVersions(hub, { directory, desk, rules: it.store, versions: ruleVersionsOf(core) })
      },
    })
    it.hub = await pluginHub(plugin, { database: it.database, world: newWorld(), directory })
  })

  const read = () => it.hub.call(contract.readRules, norrsken, david)
  const save = (wanted: RuleSet, revision: number, base = 0) =>
    it.hub.call(contract.saveDraft, { ...norrsken, revision, base, set: wanted }, david)
  const publish = (revision: number, more = {}) =>
    it.hub.call(contract.publishDraft, { ...norrsken, revision, why: '', ...more }, david)
  /** Saves, on what is in force. */
  async function begin(wanted: RuleSet): Promise<number> {
    const { version, draft } = await read()
    return (await save(wanted, draft?.revision ?? 0, version?.number ?? 0)).revision
  }
  return {
    it,
    read,
    save,
    begin,
    publish,
    /** Saves and publishes. */
    put: async (wanted: RuleSet, why = '') => (await publish(await begin(wanted), { why })).version,
    list: async (more = {}) => (await it.hub.call(contract.listVersions, { ...norrsken, ...more }, david)).versions,
    /** What decides about the organisation's occurrences, and by which version. */
    inForce: () =>
      it.index
        .ladder(happening({}, 'norrsken'))
        .route.flatMap(({ rules }) => rules.map(one => [one.rule.name, one.version])),
  }
}
