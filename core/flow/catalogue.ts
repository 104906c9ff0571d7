import type { ActionDefinition, EventDefinition, FactDefinition } from '../define.ts'
import type { MayRead, ReadFact, RunAction } from '../hub.ts'
import type { ValueChoice, ValueKind } from './description.ts'
import type { SupposableState, SupposedFact } from './suppose.ts'
import type { Trial, TryAction } from './trial.ts'

interface Fact {
  readonly definition: FactDefinition
  readonly read: ReadFact<unknown, unknown>
  readonly supposed?: SupposedFact<unknown, unknown> | undefined
}
interface Action {
  readonly definition: ActionDefinition
  readonly run: RunAction<unknown>
  readonly tried?: TryAction<unknown> | undefined
}

/** All that the plugins declared: rules can speak of nothing else. */
export interface Catalogue {
  readonly events: Map<string, EventDefinition>
  readonly facts: Map<string, Fact>
  readonly actions: Map<string, Action>
  /** Who may read decisions about an event, by its name; administrators alone where its plugin doesn't say. */
  readonly readers: Map<string, MayRead>
  readonly trials: Map<string, Trial>
  readonly states: Map<string, SupposableState>
  /** Which values there are in an organisation, by their kind: answers at once, from memory. */
  readonly values: Map<ValueKind, (organisation: string) => readonly ValueChoice[]>
}

export const newCatalogue = (): Catalogue => ({
  events: new Map(),
  facts: new Map(),
  actions: new Map(),
  readers: new Map(),
  trials: new Map(),
  states: new Map(),
  values: new Map(),
})

/** Adds under a name that must be free: two plugins can't mean different things by one word. */
export function declare<Name extends string, Value>(map: Map<Name, Value>, name: Name, value: Value): void {
  if (map.has(name)) throw new Error(`${name} is declared twice`)
  map.set(name, value)
}
