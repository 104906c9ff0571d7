import type { ActionDefinition, EventDefinition, FactDefinition } from '../define.ts'
import type { ReadFact, RunAction } from '../hub.ts'

interface Fact {
  readonly definition: FactDefinition
  readonly read: ReadFact<unknown, unknown>
}
interface Action {
  readonly definition: ActionDefinition
  readonly run: RunAction<unknown>
}

/** All that the plugins declared: rules can speak of nothing else. */
export interface Catalogue {
  readonly events: Map<string, EventDefinition>
  readonly facts: Map<string, Fact>
  readonly actions: Map<string, Action>
}

export const newCatalogue = (): Catalogue => ({ events: new Map(), facts: new Map(), actions: new Map() })

/** Adds under a name that must be free: two plugins can't mean different things by one word. */
export function declare<Value>(map: Map<string, Value>, name: string, value: Value): void {
  if (map.has(name)) throw new Error(`${name} is declared twice`)
  map.set(name, value)
}
