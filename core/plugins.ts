/** Orders the plugins, sets each up with its own view of the hub, starts them, and disposes all that they registered. */
import { join } from 'node:path'
import type { Logger } from 'pino'
import { Gauge, type Registry } from 'prom-client'
import { writeBehind } from './behind.ts'
import type { Broadcasts } from './broadcast.ts'
import type { Database } from './database/index.ts'
import type { Plan, Port } from './define.ts'
import { HubError } from './error.ts'
import { type Catalogue, declare } from './flow/catalogue.ts'
import type { Spine } from './flow/index.ts'
import type { Journal } from './flow/journal.ts'
import { occurrence } from './flow/occurrence.ts'
import type { SupposedFact } from './flow/suppose.ts'
import { trace } from './flow/trace.ts'
import type { TryAction } from './flow/trial.ts'
import type { Http } from './http/index.ts'
import type { Dispose, Hub, Plugin } from './hub.ts'
import type { Jobs } from './jobs/index.ts'
import type { Live } from './live/index.ts'
import type { Seal } from './seal.ts'
import type { Lexicon } from './words.ts'

export interface Parts {
  readonly log: Logger
  readonly metrics: Registry
  readonly database: Database
  readonly jobs: Jobs
  readonly http: Pick<Http, 'route' | 'download' | 'upload' | 'document' | 'delivery' | 'health'>
  readonly live: Pick<Live, 'live'>
  readonly broadcasts: Broadcasts
  readonly catalogue: Catalogue
  readonly journal: Journal
  readonly spine: Spine
  readonly lexicon: Lexicon
  /** Filled with what the plugins declare. */
  readonly features: Record<string, readonly Plan[]>
  readonly ports: PortMap
  readonly seal: Seal
  /** As `Hub.address`. */
  readonly address: string | undefined
  /** The data folder: absolute path. */
  readonly data: string
}

/** Implementations by the name of their port. */
export type PortMap = Map<string, unknown>

export function provide<Interface>(ports: PortMap, port: Port<Interface>, implementation: Interface): void {
  declare(ports, port.name, implementation)
}

export interface Plugins {
  start(): Promise<void>
  /** Disposes in the reverse order; one that fails to stop harms no other. */
  stop(): Promise<void>
}

/** A plugin stands behind those that it uses. Throws on a circle and on one that isn't there. */
export function inOrder(plugins: readonly Plugin[]): readonly Plugin[] {
  const byId = new Map(plugins.map(plugin => [plugin.id, plugin]))
  const ordered = new Set<Plugin>()
  function visit(id: string, from: readonly string[]): void {
    const plugin = byId.get(id)
    if (!plugin) throw new Error(`plugin ${from.at(-1)} uses ${id}, which is not there`)
    if (from.includes(id)) throw new Error(`plugins use each other in a circle: ${[...from, id].join(', ')}`)
    for (const used of plugin.uses ?? []) visit(used, [...from, id])
    ordered.add(plugin)
  }
  for (const { id } of plugins) visit(id, [])
  return [...ordered]
}

/** Throws, with the plugin named, when one can't be set up: the hub then doesn't start. */
export async function setUp(plugins: readonly Plugin[], parts: Parts): Promise<Plugins> {
  const starts: [string, () => void | Promise<void>][] = []
  const disposals: [string, Dispose][] = []
  for (const plugin of inOrder(plugins)) {
    try {
      if (plugin.words) parts.lexicon.add(plugin.words)
      for (const [name, plans] of Object.entries(plugin.features ?? {})) {
        if (parts.features[name]) throw new Error(`feature ${name} is declared twice`)
        parts.features[name] = plans
      }
      const hub = hubFor(plugin, parts, starts, disposals)
      await plugin.setup(hub, implementations(plugin, parts.ports) as never)
    } catch (error) {
      throw new Error(`plugin ${plugin.id} could not be set up`, { cause: error })
    }
  }
  return {
    async start() {
      for (const [id, start] of starts) {
        try {
          await start()
        } catch (error) {
          throw new Error(`plugin ${id} could not be started`, { cause: error })
        }
      }
    },
    async stop() {
      for (const [id, dispose] of disposals.reverse()) {
        try {
          await dispose()
        } catch (error) {
          parts.log.error({ err: error, plugin: id }, 'a plugin did not stop cleanly')
        }
      }
    },
  }
}

function implementations(plugin: Plugin, ports: PortMap): Record<string, unknown> {
  const given: Record<string, unknown> = {}
  for (const [name, port] of Object.entries(plugin.needs)) {
    if (!ports.has(port.name)) throw new Error(`nothing provides ${port.name}`)
    given[name] = ports.get(port.name)
  }
  return given
}

function hubFor(
  plugin: Plugin,
  parts: Parts,
  starts: [string, () => void | Promise<void>][],
  disposals: [string, Dispose][],
): Hub {
  const { catalogue, journal, spine, broadcasts, http, live, jobs, metrics, ports } = parts
  const log = parts.log.child({ plugin: plugin.id })
  const { table, transaction } = parts.database.forPlugin(plugin.id)
  const known = (definition: { name: string }) => {
    if (!catalogue.events.has(definition.name)) throw new HubError('flow.undeclared', 500, { event: definition.name })
  }
  let writers = 0

  return {
    log,
    metrics,
    seal: {
      close: (text, about) => parts.seal.close(text, `${plugin.id} ${about}`),
      open: (sealed, about) => parts.seal.open(sealed, `${plugin.id} ${about}`),
    },
    address: parts.address,
    folder: join(parts.data, plugin.id),
    table,
    transaction,
    provide: (port, implementation) => provide(ports, port, implementation),

    event(definition, mayRead) {
      declare(catalogue.events, definition.name, definition)
      if (mayRead) declare(catalogue.readers, definition.name, mayRead)
    },
    async publish(definition, happening) {
      known(definition)
      await spine.flow(occurrence(definition, happening))
    },
    async ask(definition, happening) {
      known(definition)
      return spine.ask(occurrence(definition, happening), happening.causedBy)
    },
    async judge(definition, happening, supposing) {
      known(definition)
      return spine.judge(occurrence(definition, happening), supposing)
    },
    decisionsOf: journal.decisionsOf,
    trace: (decision, reader) =>
      trace(decision, catalogue, { problem: code => parts.lexicon.say(reader.language, code), ...reader }),

    fact: (definition, read, supposed) =>
      declare(catalogue.facts, definition.name, {
        definition,
        read: read as (params: unknown) => unknown,
        supposed: supposed as SupposedFact<unknown, unknown> | undefined,
      }),
    trial: trial => declare(catalogue.trials, trial.name, trial),
    supposable: state => declare(catalogue.states, state.name, state),
    action: (definition, run, tried) =>
      declare(catalogue.actions, definition.name, {
        definition,
        run: run as (args: unknown) => unknown,
        tried: tried as TryAction<unknown> | undefined,
      }),
    values: (kind, all) => declare(catalogue.values, kind, all),
    route: (definition, handle) => http.route(definition, handle),
    download: (definition, handle) => http.download(definition, handle),
    upload: (definition, handle) => http.upload(definition, handle),
    document: (path, handle) => http.document(path, handle),
    delivery: (path, handle) => http.delivery(path, handle),
    live: (definition, source) => live.live(definition, source),

    broadcast: (name, schema, handle) => broadcasts.channel(`${plugin.id}.${name}`, schema, handle),
    onResync: reload => broadcasts.onResync(reload),
    writeBehind(write, key) {
      const behind = writeBehind(write, log, { key })
      writers += 1
      new Gauge({
        name: `svara_${plugin.id}_behind_${writers}`,
        help: `Rows of ${plugin.id} not yet written`,
        registers: [metrics],
        collect() {
          this.set(behind.waiting)
        },
      })
      disposals.push([plugin.id, behind.stop])
      return item => behind.add(item)
    },
    job: (name, schema, run) => jobs.job(`${plugin.id}.${name}`, schema, run),

    health: (name, check, options) => http.health(name, check, options),
    onStart: start => starts.push([plugin.id, start]),
    onStop: dispose => disposals.push([plugin.id, dispose]),
  }
}
