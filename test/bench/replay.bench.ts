/** A replay of 100,000 calls with a draft, in its thread, and what the hub's event loop feels of it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { v7 } from 'uuid'
import { installStandard, standardRules } from '../../config/standard-rules.ts'
import { openDatabase } from '../../core/database/index.ts'
import { factsBeside } from '../../core/flow/beside.ts'
import { decide } from '../../core/flow/decide.ts'
import type { Decision } from '../../core/flow/decision.ts'
import { factsFor } from '../../core/flow/facts.ts'
import { journal } from '../../core/flow/journal.ts'
import { flowMigrations } from '../../core/flow/migrations.ts'
import { openReplayer, type ReplayNews } from '../../core/flow/replayer.ts'
import type { Rule } from '../../core/flow/rule.ts'
import { ruleIndex } from '../../core/flow/rules.ts'
import { catalogueWith, contracts } from '../harness/cases.ts'
import { facts, inMemory } from './facts.ts'
import { ms, table } from './figures.ts'
import { personId } from './rules.ts'

const calls = 100_000
const day = 86_400_000
const organisation = 'org'

const draft: Rule = {
  ...{ name: 'sales', title: { sv: 'Sälj', en: 'Sales' }, on: 'call.incoming', stage: 'exempt', scope: 'organisation' },
  conditions: {
    all: [
      { fact: 'directory.person', path: '$.team', operator: 'equal', value: 'Försäljning' },
      { fact: 'call', path: '$.callerNumber', operator: 'startsWith', value: '+46' },
    ],
  },
  event: { type: 'call.reject', params: { sipStatus: 603, reason: 'Decline' } },
}

async function decisionOf(at: Date): Promise<Decision> {
  const { plugins, definitions } = await contracts()
  const catalogue = inMemory(catalogueWith(definitions, facts))
  const rules = ruleIndex(catalogue)
  installStandard(await standardRules(plugins), rules, catalogue)
  const about = { subject: '', scope: { person: personId(0) }, parties: {}, data: {}, depth: 0 }
  const occurrence = { ...about, id: '', type: 'call.incoming', organisation, at }
  const reader = factsFor(catalogue, occurrence)
  const decision = await decide(occurrence, { catalogue, rules, facts: reader })
  return { ...decision, beside: factsBeside(catalogue, occurrence, decision.facts ?? []) }
}

export async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-replay-'))
  const file = join(folder, 'svara.sqlite')
  const from = new Date(Date.now() - day)
  const database = await openDatabase({ url: undefined, file })
  try {
    await database.migrate(flowMigrations)
    const one = await decisionOf(from)
    const kept = journal(database.forPlugin('core'), { actions: new Map() } as never, 'bench')
    for (let first = 0; first < calls; first += 500) {
      const list = Array.from({ length: 500 }, (_, nth): Decision => {
        const at = new Date(from.getTime() + Math.floor(((first + nth) * day) / calls))
        return { ...one, id: v7(), occurrence: { ...one.occurrence, id: v7(), subject: `call-${first + nth}`, at } }
      })
      await kept.recordAll(list)
    }
    const { plugins } = await contracts()
    const entry = new URL('../../config/replay.ts', import.meta.url)
    const replayer = openReplayer(entry, { database: { url: undefined, file }, plugins })
    const delay = monitorEventLoopDelay({ resolution: 1 })
    let news: ReplayNews | undefined
    delay.enable()
    const began = performance.now()
    const before = process.cpuUsage()
    await replayer.run(
      {
        owner: { scope: 'organisation', organisation, owner: organisation },
        ...{ rules: [draft], from, to: new Date(), most: 500 },
      },
      given => {
        news = given
      },
      new AbortController().signal,
    )
    const took = performance.now() - began
    const { user, system } = process.cpuUsage(before)
    delay.disable()
    table(
      ['decisions', 'would change', 'took', 'processor time', 'each', 'event loop p99', 'most'],
      [
        [
          (news?.done ?? 0).toLocaleString('en'),
          (news?.counts.changed ?? 0).toLocaleString('en'),
          `${(took / 1000).toFixed(1)} s`,
          // Of all threads: what it takes where nobody else wants the processors.
          `${((user + system) / 1e6).toFixed(1)} s`,
          ms(took / calls),
          ms(delay.percentile(99) / 1e6),
          ms(delay.max / 1e6),
        ],
      ],
    )
  } finally {
    await database.close()
    await rm(folder, { recursive: true })
  }
}
