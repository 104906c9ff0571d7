/** The plugin on a real database, with the rest of the hub reduced to what a test asks of it. */
import type { Account, Accounts } from '../../core/access/accounts.ts'
import { accounts } from '../../core/access/accounts.ts'
import { mustBeAllowed } from '../../core/access/may.ts'
import type { Database } from '../../core/database/index.ts'
import type { Allow, FactDefinition, LiveDefinition, Port, RouteDefinition } from '../../core/define.ts'
import type { Happening, Occurrence } from '../../core/flow/occurrence.ts'
import type { Hub, LiveSource, ReadFact, Who } from '../../core/hub.ts'
import {
  type AppDevices,
  appDevices,
  type Directory,
  type DirectoryChanges,
  directoryChanges,
  directory as directoryPort,
  type peopleView,
} from './contract.ts'
import { directory } from './index.ts'

type State = typeof peopleView extends LiveDefinition<infer S, infer _> ? S : never
type Message = typeof peopleView extends LiveDefinition<infer _, infer M> ? M : never

/** Several of these on one database and one `Wire` are several hubs. */
export interface TestHub {
  call<Input, Output, A extends Allow>(
    route: RouteDefinition<Input, Output, A>,
    input: unknown,
    who: Who,
  ): Promise<Output>
  fact<Params, Value>(definition: FactDefinition<Params, Value>, params: unknown, of: Occurrence): Promise<Value>
  readonly directory: Directory
  readonly changes: DirectoryChanges
  readonly appDevices: AppDevices
  readonly accounts: Accounts
  readonly routes: ReadonlyMap<string, RouteDefinition<unknown, unknown, Allow>>
  snapshot(organisation: string): State
  /** What was told to the subscribers of the live view. */
  readonly told: { organisation: string; message: Message }[]
  readonly published: { organisation: string; data: unknown }[]
  resync(): Promise<void>
  stop(): Promise<void>
}

export type Wire = Set<(message: unknown) => void>

export async function testHub(database: Database, wire: Wire = new Set()): Promise<TestHub> {
  const routes = new Map<string, RouteDefinition<unknown, unknown, Allow>>()
  const handlers = new Map<unknown, (input: unknown, who: Who) => unknown>()
  const facts = new Map<unknown, ReadFact<unknown, unknown>>()
  const ports = new Map<string, unknown>()
  const told: TestHub['told'] = []
  const published: TestHub['published'] = []
  const reloads: (() => Promise<void>)[] = []
  const disposals: (() => void | Promise<void>)[] = []
  let source: LiveSource<State> | undefined

  const hub = {
    log: { warn: () => {} },
    ...database.forPlugin('directory'),
    provide: (port: Port, implementation: unknown) => ports.set(port.name, implementation),
    event: () => {},
    publish: async (_definition: unknown, happening: Happening<unknown>) => {
      published.push({ organisation: happening.organisation, data: happening.data })
    },
    values() {},
    fact: (definition: unknown, read: ReadFact<unknown, unknown>) => facts.set(definition, read),
    route: (definition: RouteDefinition<unknown, unknown, Allow>, handle: (input: unknown, who: Who) => unknown) => {
      routes.set(`${definition.method} ${definition.path}`, definition)
      handlers.set(definition, handle)
    },
    live: (_definition: unknown, given: LiveSource<State>) => {
      source = given
      return ({ organisation }: { organisation: string }, message: Message) => told.push({ organisation, message })
    },
    broadcast: (_name: string, _schema: unknown, handle: (message: unknown) => void) => {
      wire.add(handle)
      return (message: unknown) => {
        for (const other of wire) other(message)
      }
    },
    onResync: (reload: () => Promise<void>) => reloads.push(reload),
    onStop: (dispose: () => void) => disposals.push(dispose),
  } as unknown as Hub

  await directory.setup(hub, {})
  // Nobody listens yet when a hub starts.
  told.length = 0

  const provided = <Interface>(port: Port<Interface>) => ports.get(port.name) as Interface
  return {
    async call(route, input, who) {
      mustBeAllowed(route.allow, who, {})
      const handle = handlers.get(route)
      if (!handle) throw new Error(`no route ${route.path}`)
      return route.output.parse(await handle(route.input.parse(input), who))
    },
    async fact(definition, params, of) {
      const read = facts.get(definition)
      if (!read) throw new Error(`no fact ${definition.name}`)
      return definition.value.parse(await read(definition.params.parse(params), of, new AbortController().signal))
    },
    directory: provided(directoryPort),
    changes: provided(directoryChanges),
    appDevices: provided(appDevices),
    accounts: provided(accounts),
    routes,
    snapshot(organisation) {
      if (!source) throw new Error('no live view')
      return source.snapshot(organisation, '') as State
    },
    told,
    published,
    async resync() {
      for (const reload of reloads) await reload()
    },
    async stop() {
      for (const dispose of disposals) await dispose()
    },
  }
}

/** Somebody signed in, as the hub knows them by their e-mail address. */
export async function signedIn(hub: TestHub, email: string): Promise<Who> {
  const account: Account | undefined = await hub.accounts.byEmail(email)
  if (!account) throw new Error(`nobody has ${email}`)
  const { person, organisation, role, plan } = account
  return { person, organisation, role, plan, session: 'test' }
}
