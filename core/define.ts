/**
 * Definitions are values. A plugin states in its contract.ts what it knows, does and offers; these functions type both
 * sides of each statement. Nothing here imports Node, so a browser can load a contract.
 */
import type { z } from 'zod'

export type Language = 'sv' | 'en'
/** The same words in every language of the service; a missing one does not compile. */
export type Phrase = Readonly<Record<Language, string>>

/** Whose rules apply to an occurrence, beside the standard's and the organisation's. Ids (UUIDv7). */
export interface RuleScope {
  readonly person?: string | undefined
  readonly number?: string | undefined
  readonly queue?: string | undefined
}

/** Somebody who takes part in what happened, under a role of the event's own ("caller", "callee"). */
export interface Party {
  /** Person id, where the party is one of the organisation's people. */
  readonly person?: string | undefined
  /** E.164, or a short number. Undefined when withheld. */
  readonly number?: string | undefined
  /** Known to the service alone: neither number nor name may be told. */
  readonly hidden?: boolean | undefined
}

/** What a rule asks for: an action by name with its arguments. */
export interface ActionCall {
  readonly type: string
  readonly params?: Readonly<Record<string, unknown>> | undefined
}

/** Somebody who takes part, as a clause begins or ends with them: "{caller} calls {callee}". */
export interface EventClause {
  /** The roles in braces. */
  readonly roles: readonly string[]
  /** As it follows "if" and "when". */
  readonly say: Phrase
  /** What then comes of it: "the phone is busy". */
  readonly and?: Phrase | undefined
}

export interface EventDefinition<Data = unknown> {
  readonly kind: 'event'
  readonly name: string
  readonly data: z.ZodType<Data>
  readonly say: Phrase
  /** What occurrences of this event queue behind: a call, a person, a survey. One flow at a time for each subject. */
  subject(data: Data): string
  scope(data: Data): RuleScope
  /** Who takes part, by role: facts about people are asked for by these roles. */
  parties(data: Data): Readonly<Record<string, Party>>
  /** Words for those roles: "the called person". */
  readonly roles?: Readonly<Record<string, Phrase>> | undefined
  /** How a rule's sentence tells of it with those named whom its conditions speak of; `say` where nobody is. */
  readonly clauses?: readonly EventClause[] | undefined
  /** It is what rules are mostly about: a sentence with other conditions leaves it unsaid. */
  readonly implied?: boolean | undefined
  /**
   * The route taken when no rule holds, so that a decision is total (row R6). Events without a route have none.
   */
  readonly otherwise?: ActionCall | undefined
}

/** Whom a fact is told to, and how things are put to them. */
export interface Teller {
  readonly language: Language
  /** The fact is about the reader: "your line". */
  readonly yours: boolean
  /** ISO 8601 as "14:30", another day's as "12 okt 08:00". */
  readonly time: (iso: string) => string
  /** E.164 as people write it. */
  readonly number: (number: string) => string
  /** Who took part, by role. */
  readonly party: (role: string) => Party | undefined
}

/** A fact in good sentences. Methods, so that a fact of any value has them. */
export interface FactWords<Value> {
  /** What it is, over its value: "Your line". */
  heading(teller: Teller): string
  /** The whole of it in a few words: "In a meeting until 14:30". */
  value(value: Value, teller: Teller): string
  /**
   * What it was, as a clause without capital or full stop: "your line was free". `path` is what a condition looked at, "$" for the
   * value itself. Undefined: told by operator and value.
   */
  clause(path: string, value: Value, teller: Teller): string | undefined
  /** Paths that are worth no mention beside anything else. */
  readonly aside?: readonly string[]
}

/**
 * How a rule's sentence tells what it asks of a fact. Clauses follow "if", so that Swedish has its "inte" before the verb: "the activity
 * closes the phone", "hänvisningen inte stänger telefonen". `{value}` stands for what is compared.
 */
export interface LookWords {
  /** As a thing, where an action says it: "the called person's name". */
  readonly noun?: Phrase | undefined
  /** It is true, or is this value. */
  readonly is?: Phrase | undefined
  readonly isNot?: Phrase | undefined
  /**
   * Instead of a clause, one who takes part in what happens: "a VIP", as in "if a VIP calls". Whom the parameter `of` names where no role
   * is given.
   */
  readonly as?:
    | { readonly role?: string | undefined; readonly is: Phrase; readonly isNot?: Phrase | undefined }
    | undefined
  /** Words for values that differ from those of the trace. */
  readonly values?: Readonly<Record<string, Phrase>> | undefined
}

export interface FactDefinition<Params = unknown, Value = unknown> {
  readonly kind: 'fact'
  readonly name: string
  readonly params: z.ZodType<Params>
  readonly value: z.ZodType<Value>
  /** A noun phrase, as in "the called person's activity". */
  readonly say: Phrase
  /** Words for the paths into the value that rules may use, keyed `$.closesPhone`. */
  readonly paths?: Readonly<Record<string, Phrase>> | undefined
  /** Words for values that are keys ("in-call"). */
  readonly values?: Readonly<Record<string, Phrase>> | undefined
  /** How a trace tells it; without this by the words above. */
  readonly told?: FactWords<Value> | undefined
  /** How a rule's sentence tells it, by path, "$" for the value itself; without this by the words above. */
  readonly reads?: Readonly<Record<string, LookWords>> | undefined
  /** Names of the events for which it can be known; all unless given. */
  readonly events?: readonly string[] | undefined
}

export interface ActionDefinition<Args = unknown> {
  readonly kind: 'action'
  readonly name: string
  readonly args: z.ZodType<Args>
  /** A route ends the search for an answer: exactly one is taken. Any number of side actions may come with it. */
  readonly route: boolean
  /** What to do when a hub died between claiming and finishing: run again, or leave it. */
  readonly retry: 'safe' | 'never'
  /** Seconds after which it is too late to be of use; a side action older than that is dropped. */
  readonly expires: number
  /** A sentence with arguments in braces, as in "rings {targets} for {seconds} s". */
  readonly say: Phrase
  /** Words for arguments that are keys ("landline"). */
  readonly values?: Readonly<Record<string, Phrase>> | undefined
  /**
   * As a rule's sentence asks for it, in the imperative: "ring {only} for {seconds} s". What stands in brackets is left out where one of
   * its arguments isn't given; "[busy: and say so]" is there when that argument is given and not false.
   */
  readonly reads?: Phrase | undefined
  /** Words for arguments that are keys, in that sentence, where they are others. */
  readonly readValues?: Readonly<Record<string, Phrase>> | undefined
  /** Names of the events that it can answer or follow; all unless given. */
  readonly events?: readonly string[] | undefined
  readonly sends?: Sending | undefined
}

/** What it is about is sent on, and decided about anew where it arrives: who checks rules looks for circles. */
export interface Sending {
  /** The argument that says where: a number. */
  readonly to: string
  /** Name of the event that happens there. */
  readonly event: string
  /** What tells how often it was sent on already. */
  readonly counted: { readonly fact: string; readonly path: string }
}

/** Roles from least to most; who has one has those before it too, within the own organisation. */
export const roles = ['member', 'supervisor', 'administrator'] as const
export type Role = (typeof roles)[number]
export const plans = ['Pro', 'Business', 'Enterprise'] as const
export type Plan = (typeof plans)[number]

/**
 * Who may use a route or a live view. Deny by default: there is neither without one. `anyone` needs no session.
 * `feature` is a key of a plugin's `features`: the person's plan must have it.
 */
export type Allow = 'anyone' | Role | { readonly role: Role; readonly feature: string }

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface RouteDefinition<Input = unknown, Output = unknown, Allowed extends Allow = Allow> {
  readonly kind: 'route'
  readonly method: Method
  /**
   * Below /api, parameters as `:id`. Input is path parameters, body and query in one object; where two have the same name, the
   * first of these counts.
   */
  readonly path: string
  readonly input: z.ZodType<Input>
  readonly output: z.ZodType<Output>
  readonly allow: Allowed
  readonly say: string
}

/** A file to be had below /api: sound for a player, something to keep. Read with GET and HEAD, whole or in parts (RFC 9110 section 14). */
export interface DownloadDefinition<Input = unknown, Allowed extends Allow = Allow> {
  readonly kind: 'download'
  readonly method: 'GET'
  /** As a route's; the input comes from path and query. */
  readonly path: string
  readonly input: z.ZodType<Input>
  /** Media type, as in "audio/mpeg". */
  readonly type: string
  readonly allow: Allowed
  readonly say: string
}

/** A file that somebody hands in, below /api: the request's body is the file itself, all other input stands in path and query. */
export interface UploadDefinition<Input = unknown, Output = unknown, Allowed extends Allow = Allow> {
  readonly kind: 'upload'
  readonly method: 'POST' | 'PUT'
  readonly path: string
  readonly input: z.ZodType<Input>
  readonly output: z.ZodType<Output>
  /** Media types that are taken. What is in it, whoever handles it has to find out: nobody believes a header. */
  readonly types: readonly string[]
  /** Bytes at most. */
  readonly most: number
  readonly allow: Allowed
  readonly say: string
}

export interface LiveDefinition<State = unknown, Message = unknown> {
  readonly kind: 'live'
  readonly name: string
  readonly state: z.ZodType<State>
  readonly message: z.ZodType<Message>
  readonly allow: Allow
  /** Changes `state` in place. Snapshot and the messages after it give the same as a fresh snapshot. */
  apply(state: State, message: Message): void
}

/**
 * A place in the app that others fill (ui/slots.tsx): with components, or with what a screen asks them. Whoever shows it declares it in
 * its contract.
 */
export interface Slot<Value = unknown> {
  readonly kind: 'slot'
  readonly name: string
  /** Only carries the type; never set. */
  readonly value?: Value
}
/** A component for such a place, whatever the app is made with. */
export type SlotView<Props = Record<never, never>> = (props: Props) => unknown

/** What a connector, or a plugin for other plugins, provides: an interface under a name. */
export interface Port<Interface = unknown> {
  readonly kind: 'port'
  readonly name: string
  /** Only carries the type; never set. */
  readonly type?: Interface
}

export const defineEvent = <Data>(
  name: string,
  definition: Omit<EventDefinition<Data>, 'kind' | 'name'>,
): EventDefinition<Data> => ({ kind: 'event', name, ...definition })

export const defineFact = <Params, Value>(
  name: string,
  definition: Omit<FactDefinition<Params, Value>, 'kind' | 'name'>,
): FactDefinition<Params, Value> => ({ kind: 'fact', name, ...definition })

export const defineAction = <Args>(
  name: string,
  definition: Omit<ActionDefinition<Args>, 'kind' | 'name'>,
): ActionDefinition<Args> => ({ kind: 'action', name, ...definition })

export const defineRoute = <Input, Output, const Allowed extends Allow>(
  definition: Omit<RouteDefinition<Input, Output, Allowed>, 'kind'>,
): RouteDefinition<Input, Output, Allowed> => ({ kind: 'route', ...definition })

export const defineDownload = <Input, const Allowed extends Allow>(
  definition: Omit<DownloadDefinition<Input, Allowed>, 'kind'>,
): DownloadDefinition<Input, Allowed> => ({ kind: 'download', ...definition })

export const defineUpload = <Input, Output, const Allowed extends Allow>(
  definition: Omit<UploadDefinition<Input, Output, Allowed>, 'kind'>,
): UploadDefinition<Input, Output, Allowed> => ({ kind: 'upload', ...definition })

export const defineLive = <State, Message>(
  definition: Omit<LiveDefinition<State, Message>, 'kind'>,
): LiveDefinition<State, Message> => ({ kind: 'live', ...definition })

export const defineSlot = <Value>(name: string): Slot<Value> => ({ kind: 'slot', name })

export const definePort = <Interface>(name: string): Port<Interface> => ({ kind: 'port', name })
