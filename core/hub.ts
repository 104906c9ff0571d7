/** What a plugin is, and what it is given. The implementation stands in plugins.ts. */
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Model, ModelAttributes, ModelOptions, ModelStatic, Transaction } from 'sequelize'
import type { z } from 'zod'
import type { Migration } from './database/migration.ts'
import type {
  ActionDefinition,
  Allow,
  DownloadDefinition,
  EventDefinition,
  FactDefinition,
  LiveDefinition,
  Plan,
  Port,
  Role,
  RouteDefinition,
  UploadDefinition,
} from './define.ts'
import type { Decision } from './flow/decision.ts'
import type { ValueChoice, ValueKind } from './flow/description.ts'
import type { Happening, Occurrence } from './flow/occurrence.ts'
import type { SupposableState, SupposedFact, Supposing } from './flow/suppose.ts'
import type { Reader, Trace } from './flow/trace.ts'
import type { Trial, TryAction } from './flow/trial.ts'
import type { Seal } from './seal.ts'
import type { Dictionary } from './words.ts'

export type Dispose = () => void | Promise<void>

/** Whoever is signed in. Ids are UUIDv7. */
export interface Who {
  readonly person: string
  readonly organisation: string
  readonly role: Role
  readonly plan: Plan
  readonly session: string
}

/** Whoever asks a route: somebody signed in, except where anyone may ask. */
export type Asker<Allowed extends Allow> = Allowed extends 'anyone' ? Who | undefined : Who

/** Synchronous where the value is in memory: a call's decision then costs no turn of the event loop. Throw `Unknown` when there is none. */
export type ReadFact<Params, Value> = (
  params: Params,
  occurrence: Occurrence,
  signal: AbortSignal,
) => Value | Promise<Value>

/** A file on this machine, by its absolute path. With a name it is something to keep, and is saved under that name. */
export interface Download {
  readonly file: string
  readonly name?: string | undefined
  /** Media type, where it isn't the one that the definition has. */
  readonly type?: string | undefined
}

/** Somebody without a session, mostly a machine, asks for something by its address. */
export interface DocumentRequest {
  readonly params: Readonly<Record<string, string>>
  /** Nobody can read along: HTTPS, or from this machine. */
  readonly private: boolean
  /** The name that was asked for, without a port. */
  readonly host: string
  readonly userAgent: string
}

/** Somebody without a session brings something to an address: a service that tells of a change. Of a name given twice, the first. */
export interface Delivery extends DocumentRequest {
  readonly query: Readonly<Record<string, string>>
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Document {
  /** 200 unless given. */
  readonly status?: number
  /** Media type. */
  readonly type: string
  readonly body: string
}

export interface ActionContext {
  readonly occurrence: Occurrence
  readonly decision: Decision
  /** The same for every try of this action of this decision: the key for whoever must not do it twice. */
  readonly key: string
}
/** What a route action returns goes to whoever asked (`hub.ask`). */
export type RunAction<Args> = (args: Args, context: ActionContext) => unknown

/** How much of a decision somebody may read: all of it, what was done and nothing of why, or not even that there is one. */
export type Extent = 'whole' | 'outcome' | 'none'
export type MayRead = (decision: Decision, who: Who) => Extent | Promise<Extent>

export interface LiveSource<State> {
  /** Which of an organisation's instances of this view the person sees: '' where all see the same. */
  key?(who: Who): string
  /**
   * The state as it is now. Best without waiting: change the state and `Tell` in the same turn of the event loop, and no message is
   * lost or doubled. One that waits is taken again when a message comes meanwhile.
   */
  snapshot(organisation: string, key: string): State | Promise<State>
}
/** Sends a message to the subscribers on this hub; call it on each hub, from a broadcast's handler or a connector's event. */
export type Tell<Message> = (to: { organisation: string; key?: string }, message: Message) => void

export interface Job<Data> {
  /** Runs `data` at `time`; one per `key`, a later call replaces the earlier. Survives restarts; two hubs never both run it. */
  at(time: Date, key: string, data: Data): Promise<void>
  /** Runs every `cron` (five fields) in `zone`. */
  every(cron: string, zone: string, data: Data): Promise<void>
  cancel(key: string): Promise<void>
}

export interface Hub {
  readonly log: Logger
  readonly metrics: Registry
  /** For secrets that this plugin keeps in the database. */
  readonly seal: Seal
  /** The address at which others reach this hub, as "https://svara.example"; undefined where nobody said. */
  readonly address: string | undefined
  /** Absolute path of a folder for this plugin's files, in the data folder. Made by whoever writes there; several hubs share it. */
  readonly folder: string

  /** Gives or takes an interface by its port. Taking one that is neither in `needs` nor `uses` throws at start. */
  provide<Interface>(port: Port<Interface>, implementation: Interface): void

  /**
   * A table of this plugin: named `<plugin>_<name>`, with `id` (UUIDv7), `organisationId`, `createdAt`, `updatedAt` added,
   * columns in snake case. A query without organisationId throws unless it says `everyOrganisation: true`.
   * A `plain` table has neither: no organisation owns its rows.
   */
  table<Row extends object>(
    name: string,
    attributes: ModelAttributes,
    options?: Pick<ModelOptions, 'indexes'> & { plain?: boolean },
  ): ModelStatic<Model<Row & Stored, Partial<Row & Stored>>>
  transaction<T>(run: (transaction: Transaction) => Promise<T>): Promise<T>

  /** `mayRead`: whoever may see what happened may read why; administrators alone unless given. */
  event(definition: EventDefinition, mayRead?: MayRead): void
  /** Goes through the spine: journal, facts, rules, actions. Resolves when it is journalled. */
  publish<Data>(definition: EventDefinition<Data>, happening: Happening<Data>): Promise<void>
  /** Decides at once within the deadline, carries out the route and gives its result; the trace is written behind it. */
  ask<Data>(
    definition: EventDefinition<Data>,
    happening: Happening<Data>,
  ): Promise<{ decision: Decision; result: unknown }>

  /**
   * What the rules make of something, and no more: nothing is carried out, and nothing written. For what has to be decided over and over
   * without having happened, as whether an event in a calendar counts, and to show what would be. `supposing` says what is taken for
   * granted in place of what is so.
   */
  judge<Data>(definition: EventDefinition<Data>, happening: Happening<Data>, supposing?: Supposing): Promise<Decision>

  /** What was decided about a subject (a call, a person), oldest first. */
  decisionsOf(organisation: string, subject: string): Promise<readonly Decision[]>
  /** A decision in sentences. */
  trace(decision: Decision, reader: Reader): Trace

  /** `supposed`: what it would be where something is tried that has not happened; without it: what it is. */
  fact<Params, Value>(
    definition: FactDefinition<Params, Value>,
    read: ReadFact<Params, Value>,
    supposed?: SupposedFact<Params, Value>,
  ): void
  /** Which values of a kind an organisation has: rules are written with them, and checked for those that are gone. From memory. */
  values(kind: ValueKind, all: (organisation: string) => readonly ValueChoice[]): void
  /** How something that this plugin tells of is tried without happening. */
  trial(trial: Trial): void
  /** What one may set by hand when something is tried. */
  supposable(state: SupposableState): void
  /** `tried`: what would come of it, and whether it could be carried out; without it, what the action says of itself. */
  action<Args>(definition: ActionDefinition<Args>, run: RunAction<Args>, tried?: TryAction<Args>): void
  route<Input, Output, Allowed extends Allow>(
    definition: RouteDefinition<Input, Output, Allowed>,
    handle: (input: Input, who: Asker<Allowed>) => Output | Promise<Output>,
  ): void
  /** A file that isn't there (any more) is told as 404. Never name one by what the input says: look it up. */
  download<Input, Allowed extends Allow>(
    definition: DownloadDefinition<Input, Allowed>,
    handle: (input: Input, who: Asker<Allowed>) => Download | Promise<Download>,
  ): void
  /** `file` is the absolute path of what came, which is gone when the handler is done: move it, or make another of it. */
  upload<Input, Output, Allowed extends Allow>(
    definition: UploadDefinition<Input, Output, Allowed>,
    handle: (input: Input, who: Asker<Allowed>, file: string) => Output | Promise<Output>,
  ): void
  /**
   * What a machine fetches by an address outside the API, as a telephone its settings: "/provision/:token/:file". Anyone may ask; who may
   * have it, the handler says.
   */
  document(path: string, handle: (request: DocumentRequest) => Document | Promise<Document>): void
  /**
   * What a machine posts to an address outside the API, as a calendar that changed: "/calendar/push/:vendor". Anyone may; who is to be
   * believed, the handler says. At most 512 kB.
   */
  delivery(path: string, handle: (delivery: Delivery) => Document | Promise<Document>): void
  live<State, Message>(definition: LiveDefinition<State, Message>, source: LiveSource<State>): Tell<Message>

  /**
   * A message to every hub, this one included, in the order sent: how projections in memory are kept in step. The handler
   * runs on this hub before the returned promise resolves.
   */
  broadcast<Message>(
    name: string,
    schema: z.ZodType<Message>,
    handle: (message: Message) => void,
  ): (message: Message) => void
  /** Called when broadcasts may have been missed: read the projection from the database again. */
  onResync(reload: () => Promise<void>): void

  /**
   * Writes items in bulk behind whoever adds them, and again after an error: for what a call leaves, which must wait for no
   * database. `write` is all or nothing and harmless when repeated. With a `key`, the last of those with the same key is written
   * and no other that still waited.
   */
  writeBehind<Item>(
    write: (items: readonly Item[]) => Promise<void>,
    key?: (item: Item) => unknown,
  ): (item: Item) => void

  job<Data>(name: string, schema: z.ZodType<Data>, run: (data: Data) => Promise<void>): Job<Data>

  /** Shown by GET /health. `required` ones decide whether the hub can do its main job. */
  health(
    name: string,
    check: () => { ok: boolean; detail?: string } | Promise<{ ok: boolean; detail?: string }>,
    options?: { required?: boolean },
  ): void

  /** Runs when all plugins are set up. */
  onStart(start: () => void | Promise<void>): void
  /** Runs at stop, last registered first. */
  onStop(dispose: Dispose): void
}

export interface Stored {
  id: string
  organisationId: string
  createdAt: Date
  updatedAt: Date
}

/** Organisations as they were just added: ids of people by e-mail address, of numbers by short number. */
export interface AddedOrganisation {
  readonly organisation: string
  readonly people: ReadonlyMap<string, string>
  readonly numbers: ReadonlyMap<string, string>
}

/** The demonstration while it is written, in one transaction; `organisations` by their slug. */
export interface Demo {
  readonly database: { forPlugin(id: string): Pick<Hub, 'table' | 'transaction'> }
  readonly transaction: Transaction
  readonly organisations: { readonly norrsken: AddedOrganisation; readonly fjallstrom: AddedOrganisation }
}

type Ports = Readonly<Record<string, Port>>
export type Implementations<P extends Ports> = { readonly [K in keyof P]: P[K] extends Port<infer I> ? I : never }

export interface Plugin<Needs extends Ports = Ports> {
  readonly id: string
  /** Ports that connectors or other plugins provide. */
  readonly needs: Needs
  /** Plugins whose contract this one imports; they are set up before it. */
  readonly uses?: readonly string[]
  readonly migrations?: readonly Migration[]
  /** Features of plans: which plans have them. */
  readonly features?: Readonly<Record<string, readonly Plan[]>>
  /** What its errors and fields say, in both languages. Keys begin with the plugin's id; `field.<name>` names an input. */
  readonly words?: Dictionary
  /** Its share of the demonstration, before it is set up. */
  demo?(demo: Demo): Promise<void>
  setup(hub: Hub, ports: Implementations<Needs>): void | Promise<void>
}

export const definePlugin = <const Needs extends Ports>(plugin: Plugin<Needs>): Plugin<Needs> => plugin
