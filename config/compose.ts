/** A hub put together: core, connectors, plugins. config/hub.ts runs it as a process; tests may run several in one. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { Gauge } from 'prom-client'
import { v7 } from 'uuid'
import { accounts } from '../core/access/accounts.ts'
import { databaseSessions, sessionMigrations } from '../core/access/database-sessions.ts'
import { sessionEnds, sessionEndsOf } from '../core/access/session-ends.ts'
import { openSessions } from '../core/access/sessions.ts'
import { openSignIn } from '../core/access/sign-in.ts'
import { broadcasts as openBroadcasts } from '../core/broadcast.ts'
import { openDatabase } from '../core/database/index.ts'
import type { Plan } from '../core/define.ts'
import { newCatalogue } from '../core/flow/catalogue.ts'
import { openDesk, ruleDesk } from '../core/flow/desk.ts'
import { spine as openSpine, type Spine } from '../core/flow/index.ts'
import { journal as openJournal } from '../core/flow/journal.ts'
import { flowMigrations } from '../core/flow/migrations.ts'
import { openRecords, recordsPort } from '../core/flow/records.ts'
import { openReplayer, replayer } from '../core/flow/replayer.ts'
import { ruleChanges, ruleStore, rulesPort } from '../core/flow/rule-store.ts'
import { ruleVersions, ruleVersionsOf } from '../core/flow/rule-versions.ts'
import { ruleIndex } from '../core/flow/rules.ts'
import { type HttpOptions, openHttp } from '../core/http/index.ts'
import type { Plugin } from '../core/hub.ts'
import { openJobs } from '../core/jobs/index.ts'
import { migrations as jobMigrations } from '../core/jobs/migrations.ts'
import { openLive } from '../core/live/index.ts'
import { openMetrics } from '../core/metrics.ts'
import { inOrder, type PortMap, provide, setUp } from '../core/plugins.ts'
import { openSeal } from '../core/seal.ts'
import { coreWords } from '../core/words/index.ts'
import { lexicon as openLexicon } from '../core/words.ts'
import { demoPasswords, seedDemo } from './demo.ts'
import type { Environment } from './environment.ts'
import { sealKeys } from './seal-keys.ts'
import { installStandard, standardRules } from './standard-rules.ts'

/** The built app; where nobody has built it, the hub says so on a page of its own. */
const app = join(import.meta.dirname, '../ui/dist')

export interface HubOptions {
  readonly environment: Environment
  readonly log: Logger
  readonly plugins: readonly Plugin[]
  /** Implementations of the connectors' ports. */
  readonly ports: PortMap
  readonly tls?: HttpOptions['tls']
  /** Where /sip is passed on to. */
  readonly sip?: HttpOptions['sip']
  readonly limits?: HttpOptions['limits']
  /** The schema is up to date: whoever reads the same database may start. */
  migrated?(): void
}

export interface RunningHub {
  readonly port: number
  readonly spine: Spine
  /** Takes no more, finishes what was begun, and closes all. */
  stop(): Promise<void>
}

export async function openHub(options: HubOptions): Promise<RunningHub> {
  const { environment, log, ports } = options
  const production = environment.mode === 'production'
  const hub = v7()
  const metrics = openMetrics()
  const { database: where } = environment
  const at = where.kind === 'mariadb' ? { url: where.url, file: '' } : { url: undefined, file: where.file }
  const database = await openDatabase(at)
  const plugins = inOrder(options.plugins)
  const own = [...jobMigrations, ...flowMigrations, ...sessionMigrations]
  await database.migrate([...own, ...plugins.flatMap(plugin => plugin.migrations ?? [])])
  await seedDemo(database, { production, sipDomain: environment.sipDomain, plugins })
  options.migrated?.()

  const features: Record<string, readonly Plan[]> = {}
  const lexicon = openLexicon(coreWords)
  const catalogue = newCatalogue()
  const index = ruleIndex(catalogue)
  const core = database.forPlugin('core')
  const broadcasts = openBroadcasts({ url: environment.redis, hub, log })
  const rules = ruleStore(core, index, catalogue, broadcasts)
  const journal = openJournal(core, catalogue, hub)
  const spine = openSpine(catalogue, index, journal, log)
  const jobs = openJobs(database, { log })
  const account = () => {
    const provided = ports.get(accounts.name)
    if (!provided) throw new Error('no plugin provides accounts')
    return provided as NonNullable<(typeof accounts)['type']>
  }
  const store = databaseSessions(core.table)
  const sessions = openSessions({
    store,
    accounts: account,
    broadcast: (name, schema, handle) => broadcasts.channel(name, schema, handle),
  })
  const refused = (password: string) => production && demoPasswords.includes(password)
  const signIn = openSignIn({ accounts: account, sessions, refused })
  const http = openHttp({
    sessions,
    signIn,
    features,
    lexicon,
    log,
    metrics,
    production,
    data: environment.data,
    tls: options.tls,
    sip: options.sip,
    limits: options.limits,
    assets: existsSync(join(app, 'index.html')) ? app : undefined,
  })
  const live = openLive({ http, sessions, features, lexicon, log, metrics, production })
  provide(ports, rulesPort, rules)
  provide(ports, ruleChanges, rules)
  provide(ports, ruleDesk, openDesk(catalogue, index, spine, journal))
  provide(ports, recordsPort, openRecords(core))
  const thread = new URL('replay.ts', import.meta.url)
  provide(ports, replayer, openReplayer(thread, { database: at, plugins: plugins.map(({ id }) => id) }))
  provide(ports, ruleVersions, ruleVersionsOf(core))
  provide(ports, sessionEnds, sessionEndsOf(sessions, store))

  const parts = {
    log,
    metrics,
    database,
    jobs,
    http,
    live,
    broadcasts,
    catalogue,
    journal,
    spine,
    lexicon,
    features,
    ports,
    seal: openSeal(await sealKeys(environment)),
    address: environment.publicUrl,
    data: environment.data,
  }
  const running = await setUp(plugins, parts)
  installStandard(await standardRules(plugins.map(({ id }) => id)), index, catalogue)
  await rules.load()
  sessions.watch()
  broadcasts.onResync(() => sessions.resync())
  broadcasts.onResync(async () => live.resync())

  const database_ = async () => ({ ok: await database.alive(), detail: database.dialect })
  http.health('database', database_, { required: true })
  http.health('traces', () => ({ ok: spine.tracesLost === 0, detail: `${spine.tracesWaiting} waiting` }))
  if (environment.redis) http.health('broadcasts', () => ({ ok: broadcasts.connected() === true }))
  new Gauge({
    name: 'svara_traces_waiting',
    help: 'Decisions answered and not yet written',
    registers: [metrics],
    collect() {
      this.set(spine.tracesWaiting)
    },
  })

  const sweeping = setInterval(() => {
    sessions.sweep().catch((error: unknown) => log.warn({ err: error }, 'ended sessions were not cleared away'))
  }, 3_600_000)

  await broadcasts.start()
  await jobs.start()
  spine.start()
  await running.start()
  const { port } = await http.listen(environment.httpPort, environment.listen)

  return {
    port,
    spine,
    async stop() {
      clearInterval(sweeping)
      await live.close()
      await http.close()
      await running.stop()
      await jobs.stop()
      await spine.stop()
      await broadcasts.stop()
      await database.close()
    },
  }
}
