/** One plugin on a real database, with the rest of the hub reduced to what a test asks of it, and a directory of the test's people. */
import type { z } from 'zod'
import { mustBeAllowed } from '../../core/access/may.ts'
import type { Database } from '../../core/database/index.ts'
import type {
  ActionDefinition,
  Allow,
  DownloadDefinition,
  FactDefinition,
  LiveDefinition,
  Party,
  Port,
  RouteDefinition,
  UploadDefinition,
} from '../../core/define.ts'
import type { Happening, Occurrence } from '../../core/flow/occurrence.ts'
import type {
  ActionContext,
  Document,
  DocumentRequest,
  Download,
  Hub,
  LiveSource,
  Plugin,
  ReadFact,
  RunAction,
  Who,
} from '../../core/hub.ts'
import { openSeal } from '../../core/seal.ts'
import type { Directory, Organisation, Person } from '../../plugins/directory/contract.ts'

/** What hubs share beside the database: several on one world are several hubs, one after the other on it a restart. */
export interface World {
  readonly hubs: Map<string, (message: unknown) => void>[]
  readonly jobs: Map<string, { time: Date; data: unknown }>
}
export const newWorld = (): World => ({ hubs: [], jobs: new Map() })

export interface Told {
  readonly organisation: string
  readonly key: string
  readonly message: unknown
}

export interface PluginHub {
  call<Input, Output, A extends Allow>(
    route: RouteDefinition<Input, Output, A>,
    input: unknown,
    who: Who,
  ): Promise<Output>
  /** What the handler gives. */
  download<Input, A extends Allow>(
    definition: DownloadDefinition<Input, A>,
    input: unknown,
    who: Who,
  ): Promise<Download>
  document(path: string, request: DocumentRequest): Promise<Document>
  /** `file` is not taken away afterwards. */
  upload<Input, Output, A extends Allow>(
    definition: UploadDefinition<Input, Output, A>,
    input: unknown,
    who: Who,
    file: string,
  ): Promise<Output>
  /** Carries an action out, of an occurrence in this organisation with this data. */
  act<Args>(
    definition: ActionDefinition<Args>,
    args: unknown,
    occurrence: Partial<Occurrence> & { readonly organisation: string },
  ): Promise<unknown>
  /** Throws what the fact throws. */
  fact<Params, Value>(
    definition: FactDefinition<Params, Value>,
    organisation: string,
    parties: Record<string, Party>,
    occurrence?: Partial<Occurrence>,
  ): Value
  snapshot<State, Message>(view: LiveDefinition<State, Message>, who: Who): State
  /** The same of a view that reads its state from the database. */
  current<State, Message>(view: LiveDefinition<State, Message>, who: Who): Promise<State>
  /** What a view's subscriber is told from now on, applied to a snapshot of now. */
  follow<State, Message>(view: LiveDefinition<State, Message>, who: Who): () => State
  /** What the plugin provides. */
  port<Interface>(port: Port<Interface>): Interface
  readonly told: Told[]
  readonly published: Happening<unknown>[]
  /** Runs the jobs that are due. */
  runDue(): Promise<void>
  /** A job by its name, now. */
  runJob(name: string, data: unknown): Promise<void>
  start(): Promise<void>
  resync(): Promise<void>
  stop(): Promise<void>
}

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

export async function pluginHub(
  plugin: Plugin,
  {
    database,
    world,
    directory,
    ports = {},
    folder = '/nowhere',
  }: {
    database: Database
    world: World
    directory: Directory
    ports?: Readonly<Record<string, unknown>>
    /** Where the plugin keeps files. */
    folder?: string
  },
): Promise<PluginHub> {
  const handlers = new Map<unknown, (input: unknown, who: Who, file?: string) => unknown>()
  const documents = new Map<string, (request: DocumentRequest) => unknown>()
  const facts = new Map<string, ReadFact<unknown, unknown>>()
  const actions = new Map<string, RunAction<unknown>>()
  const sources = new Map<string, LiveSource<unknown>>()
  const runs = new Map<string, (data: unknown) => Promise<void>>()
  const channels = new Map<string, (message: unknown) => void>()
  const provided = new Map<string, unknown>()
  const told: Told[] = []
  const published: Happening<unknown>[] = []
  const starts: (() => void | Promise<void>)[] = []
  const stops: (() => void | Promise<void>)[] = []
  const reloads: (() => Promise<void>)[] = []
  world.hubs.push(channels)

  const hub = {
    log: { warn() {}, error() {} },
    folder,
    seal: openSeal([Buffer.alloc(32)]),
    ...database.forPlugin(plugin.id),
    event() {},
    trial() {},
    supposable() {},
    provide: ({ name }: Port, implementation: unknown) => provided.set(name, implementation),
    publish: async (_: unknown, happening: Happening<unknown>) => void published.push(happening),
    values() {},
    fact: ({ name }: FactDefinition, read: ReadFact<unknown, unknown>) => facts.set(name, read),
    action: ({ name }: ActionDefinition, run: RunAction<unknown>) => actions.set(name, run),
    route: (definition: unknown, handle: (input: unknown, who: Who) => unknown) => handlers.set(definition, handle),
    download: (definition: unknown, handle: (input: unknown, who: Who) => unknown) => handlers.set(definition, handle),
    upload: (definition: unknown, handle: (input: unknown, who: Who) => unknown) => handlers.set(definition, handle),
    document: (path: string, handle: (request: DocumentRequest) => unknown) => documents.set(path, handle),
    live(definition: LiveDefinition, source: LiveSource<unknown>) {
      sources.set(definition.name, source)
      return ({ organisation, key = '' }: { organisation: string; key?: string }, message: unknown) =>
        told.push({ organisation, key, message: definition.message.parse(copy(message)) })
    },
    broadcast(name: string, schema: z.ZodType, handle: (message: unknown) => void) {
      channels.set(name, handle)
      return (message: unknown) => {
        handle(message)
        for (const other of world.hubs) if (other !== channels) other.get(name)?.(schema.parse(copy(message)))
      }
    },
    job(name: string, schema: z.ZodType, run: (data: unknown) => Promise<void>) {
      runs.set(name, run)
      return {
        at: async (time: Date, key: string, data: unknown) =>
          void world.jobs.set(`${name} ${key}`, { time, data: schema.parse(copy(data)) }),
        every: async () => {},
        cancel: async (key: string) => void world.jobs.delete(`${name} ${key}`),
      }
    },
    // At once, and one after the other as the real one does.
    writeBehind(write: (items: unknown[]) => Promise<void>) {
      let before: Promise<unknown> = Promise.resolve()
      return (item: unknown) => {
        const writing = before.then(() => write([item]))
        before = writing.catch(() => undefined)
      }
    },
    onStart: (start: () => void) => starts.push(start),
    onResync: (reload: () => Promise<void>) => reloads.push(reload),
    onStop: (stop: () => void | Promise<void>) => stops.push(stop),
  } as unknown as Hub
  await plugin.setup(hub, { directory, ...ports } as never)

  const snapshot = <State, Message>(view: LiveDefinition<State, Message>, who: Who): State => {
    const source = sources.get(view.name)
    if (!source) throw new Error(`no view ${view.name}`)
    return view.state.parse(copy(source.snapshot(who.organisation, source.key?.(who) ?? '')))
  }
  return {
    async call(route, input, who) {
      mustBeAllowed(route.allow, who, {})
      const handle = handlers.get(route)
      if (!handle) throw new Error(`no route ${route.path}`)
      return route.output.parse(await handle(route.input.parse(input), who))
    },
    async download(definition, input, who) {
      mustBeAllowed(definition.allow, who, {})
      const handle = handlers.get(definition)
      if (!handle) throw new Error(`no download ${definition.path}`)
      return (await handle(definition.input.parse(input), who)) as Download
    },
    async document(path, request) {
      const handle = documents.get(path)
      if (!handle) throw new Error(`no document ${path}`)
      return (await handle(request)) as Document
    },
    async upload(definition, input, who, file) {
      mustBeAllowed(definition.allow, who, {})
      const handle = handlers.get(definition)
      if (!handle) throw new Error(`no upload ${definition.path}`)
      return definition.output.parse(await handle(definition.input.parse(input), who, file))
    },
    async act(definition, args, occurrence) {
      const run = actions.get(definition.name)
      if (!run) throw new Error(`no action ${definition.name}`)
      return run(definition.args.parse(args), { occurrence, key: 'key' } as ActionContext)
    },
    fact(definition, organisation, parties, more = {}) {
      const read = facts.get(definition.name)
      if (!read) throw new Error(`no fact ${definition.name}`)
      const occurrence = { ...more, organisation, parties } as unknown as Occurrence
      return definition.value.parse(read(definition.params.parse({}), occurrence, new AbortController().signal))
    },
    snapshot,
    async current(view, who) {
      const source = sources.get(view.name)
      if (!source) throw new Error(`no view ${view.name}`)
      return view.state.parse(copy(await source.snapshot(who.organisation, source.key?.(who) ?? '')))
    },
    follow(view, who) {
      const state = snapshot(view, who)
      const from = told.length
      const key = sources.get(view.name)?.key?.(who) ?? ''
      return () => {
        const mine = told.slice(from).filter(one => one.organisation === who.organisation && one.key === key)
        const now = copy(state)
        for (const { message } of mine) view.apply(now, view.message.parse(message))
        return now
      }
    },
    port: <Interface>({ name }: Port<Interface>) => provided.get(name) as Interface,
    told,
    published,
    async runDue() {
      for (const [id, { time, data }] of [...world.jobs]) {
        if (time.getTime() > Date.now()) continue
        world.jobs.delete(id)
        await runs.get(id.split(' ')[0] ?? '')?.(data)
      }
    },
    runJob: async (name, data) => runs.get(name)?.(data),
    async start() {
      for (const start of starts) await start()
    },
    async stop() {
      for (const stop of stops) await stop()
    },
    async resync() {
      for (const reload of reloads) await reload()
    },
  }
}

const organisation = (id: string): Organisation => ({
  ...{ id, slug: id, name: id, domain: `${id}.example`, zone: 'Europe/Stockholm', country: 'SE', language: 'sv' },
})

const person = (id: string, name: string, short: string, number: string, role: Person['role'], at = 'norrsken') => ({
  ...{ id, organisation: at, name, email: `${id}@${at}.example`, short, extension: `${short}@${at}.example`, number },
  ...{ numberId: `number-${id}`, role, plan: 'Business' as const, team: 'Alla', language: 'sv' as const },
})

/** Anna, Cecilia (supervisor) and David (administrator) of Norrsken; Gustav (administrator) of Fjällström, with Anna's short number. */
export const people = {
  anna: person('anna', 'Anna Svensson', '1001', '+46846500401', 'member'),
  cecilia: person('cecilia', 'Cecilia Öberg', '1003', '+46846500403', 'supervisor'),
  david: person('david', 'David Ek', '1004', '+46846500404', 'administrator'),
  gustav: person('gustav', 'Gustav Fjällström', '1001', '+46313900601', 'administrator', 'fjallstrom'),
}
const all: readonly Person[] = Object.values(people)
const organisations = [organisation('norrsken'), organisation('fjallstrom')]

export const twoOrganisations: Directory = {
  organisation: id => organisations.find(one => one.id === id),
  organisationByDomain: domain => organisations.find(one => one.domain === domain),
  organisations: () => organisations,
  person: id => all.find(one => one.id === id),
  personByExtension: extension => all.find(one => one.extension === extension),
  people: id => all.filter(one => one.organisation === id),
  destination: () => undefined,
  groups: () => [],
  number: () => undefined,
  numbers: () => [],
  serviceNumber: () => undefined,
}

export const signedIn = ({ id, organisation, role, plan }: Person): Who => ({
  ...{ person: id, organisation, role, plan, session: 'test' },
})
