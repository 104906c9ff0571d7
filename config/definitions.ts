/** What plugins declare to rules, without the plugins: for a thread that decides and does nothing. */
import { join } from 'node:path'
import type { ActionDefinition, EventDefinition, FactDefinition } from '../core/define.ts'
import { Unknown } from '../core/error.ts'
import { type Catalogue, declare, newCatalogue } from '../core/flow/catalogue.ts'

type Definition = EventDefinition | FactDefinition | ActionDefinition
const folder = join(import.meta.dirname, '../plugins')
const elsewhere = new Unknown({ sv: 'läses inte här', en: 'is not read here' })

const isDefinition = (value: unknown): value is Definition =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  ['event', 'fact', 'action'].includes(String(value.kind))

/** A plugin's definitions stand in its contract.ts. Facts are unknown, and actions do nothing. */
export async function declaredBy(plugins: readonly string[]): Promise<Catalogue> {
  const modules: object[] = await Promise.all(plugins.map(id => import(join(folder, id, 'contract.ts'))))
  const catalogue = newCatalogue()
  const read = () => {
    throw elsewhere
  }
  for (const definition of new Set(modules.flatMap(module => Object.values(module)).filter(isDefinition))) {
    const { name, kind } = definition
    if (kind === 'event') declare(catalogue.events, name, definition)
    else if (kind === 'fact') declare(catalogue.facts, name, { definition, read })
    else declare(catalogue.actions, name, { definition, run: () => undefined })
  }
  return catalogue
}
