/** The thread of a replay (core/flow/replayer.ts): with a connection to the database of its own, and whatever time others leave. */
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../core/database/index.ts'
import { ruleKey } from '../core/flow/decide.ts'
import { draftOver } from '../core/flow/desk.ts'
import { openRecords } from '../core/flow/records.ts'
import { type Replayed, replay } from '../core/flow/replay.ts'
import type { ReplayData, ReplayNews } from '../core/flow/replayer.ts'
import { type Rule, ruleSchema } from '../core/flow/rule.ts'
import { loadRules } from '../core/flow/rule-store.ts'
import { ruleIndex, type StoredRule } from '../core/flow/rules.ts'
import { declaredBy } from './definitions.ts'
import { installStandard, standardRules } from './standard-rules.ts'

const { request, database: where, plugins } = workerData as ReplayData
const { owner, most } = request
const tell = (news: ReplayNews) => parentPort?.postMessage(news)

// On Linux a nice value is a thread's own (setpriority(2), "C library/kernel differences"): the threads that carry calls go first.
setPriority(10)

const database = await openDatabase(where)
try {
  const core = database.forPlugin('core')
  const catalogue = await declaredBy(plugins)
  const inForce = ruleIndex(catalogue)
  installStandard(await standardRules(plugins), inForce, catalogue)
  let mine: readonly StoredRule[] = []
  const id = owner.scope === 'organisation' ? undefined : owner.owner
  const replace: (typeof inForce)['replace'] = (scope, organisation, of, rules) => {
    if (scope === owner.scope && of === id) mine = rules
    inForce.replace(scope, organisation, of, rules)
  }
  await loadRules(core, { replace }, owner.organisation)
  const before = new Map(mine.map(({ source }) => nameAndText(JSON.parse(source))))
  const after = request.rules && new Map(request.rules.map(nameAndText))
  const draft = request.rules ? draftOver(inForce, owner, request.rules) : inForce

  const records = openRecords(core)
  const wanted = { organisation: owner.organisation, from: request.from, to: request.to }
  const of = await records.count(wanted)
  let told = 0
  let differences: Replayed[] = []
  await replay({
    ...{ catalogue, inForce, draft },
    unchanged: key => !after || before.get(key) === after.get(key),
    records: records.read(wanted),
    scope: owner.scope === 'organisation' ? undefined : { name: owner.scope, id: owner.owner },
    progress(done, counts) {
      tell({ done, of, counts: { ...counts }, differences })
      differences = []
    },
    differs(one) {
      told += 1
      if (told <= most) differences.push(one)
    },
  })
} finally {
  await database.close()
}

function nameAndText(rule: Rule): [key: string, text: string] {
  const placed = {
    rule,
    organisation: owner.organisation,
    owner: owner.scope === 'organisation' ? undefined : owner.owner,
  }
  return [ruleKey({ ...placed, position: 0 }), JSON.stringify(ruleSchema.parse(rule))]
}
