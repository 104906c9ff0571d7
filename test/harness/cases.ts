/** Facts in, decision out: the cases beside the rules, decided by the `decide` that runs calls. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { installStandard, rulesFolder, standardRules } from '../../config/standard-rules.ts'
import type { ActionDefinition, EventDefinition, FactDefinition } from '../../core/define.ts'
import { Unknown } from '../../core/error.ts'
import { type Catalogue, declare, newCatalogue } from '../../core/flow/catalogue.ts'
import { decide } from '../../core/flow/decide.ts'
import type { Decision } from '../../core/flow/decision.ts'
import { factsFor } from '../../core/flow/facts.ts'
import type { Occurrence } from '../../core/flow/occurrence.ts'
import { ruleFileSchema } from '../../core/flow/rule.ts'
import { ruleIndex } from '../../core/flow/rules.ts'

const pluginsFolder = join(import.meta.dirname, '../../plugins')

const action = z.strictObject({ type: z.string(), params: z.record(z.string(), z.unknown()) })
/** No hub is without it. */
const always = 'directory'
const unknown = z.strictObject({ unknown: z.string() })

export const caseSchema = z.strictObject({
  case: z.string(),
  on: z.string(),
  /** Values by the fact's name; `{ "unknown": why }` for one that nobody knows. Facts not named are unknown. */
  facts: z.record(z.string(), z.unknown()),
  rule: z.string(),
  /** Of an event that has no route, the side action that comes first. */
  route: action,
  /** What the rule does beside. */
  also: z.array(action).optional(),
})
export type Case = z.infer<typeof caseSchema> & {
  /** Plugins that the rules of its file need: it is decided as by a hub that has these. All that there are unless given. */
  readonly needs?: readonly string[]
}

type Definition = EventDefinition | FactDefinition | ActionDefinition

/** All that the plugins' contracts export, and which plugins there are. */
export async function contractValues(): Promise<{ plugins: string[]; values: unknown[] }> {
  const folders = await readdir(pluginsFolder, { withFileTypes: true })
  const plugins = folders.filter(one => one.isDirectory()).map(one => one.name)
  const modules: object[] = await Promise.all(plugins.map(id => import(join(pluginsFolder, id, 'contract.ts'))))
  return { plugins, values: modules.flatMap(module => Object.values(module)) }
}

/** What the plugins' contracts declare to rules. */
export async function contracts(): Promise<{ plugins: string[]; definitions: Definition[] }> {
  const { plugins, values } = await contractValues()
  const isDefinition = (value: unknown): value is Definition =>
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    ['event', 'fact', 'action'].includes(String(value.kind))
  return { plugins, definitions: values.filter(isDefinition) }
}

export function catalogueWith(definitions: readonly Definition[], facts: Case['facts']): Catalogue {
  const catalogue = newCatalogue()
  for (const definition of definitions) {
    if (definition.kind === 'event') declare(catalogue.events, definition.name, definition)
    else if (definition.kind === 'action')
      declare(catalogue.actions, definition.name, { definition, run: () => undefined })
    else declare(catalogue.facts, definition.name, { definition, read: () => given(definition, facts) })
  }
  return catalogue
}

function given(definition: FactDefinition, facts: Case['facts']): unknown {
  const value = Object.hasOwn(facts, definition.name) ? facts[definition.name] : { unknown: 'not given' }
  const why = unknown.safeParse(value)
  if (why.success) throw new Unknown({ sv: why.data.unknown, en: why.data.unknown })
  // A case may not give a fact a value that its plugin never would.
  return definition.value.parse(value)
}

export async function decideCase(
  { on, facts, needs }: Case,
  at = new Date(),
): Promise<{ decision: Decision; catalogue: Catalogue }> {
  const { plugins, definitions } = await contracts()
  const catalogue = catalogueWith(definitions, facts)
  const rules = ruleIndex(catalogue)
  installStandard(await standardRules(needs ? [...needs, always] : plugins), rules, catalogue)
  const occurrence: Occurrence = {
    id: 'case',
    type: on,
    organisation: 'case',
    at,
    subject: 'case',
    scope: {},
    parties: {},
    data: {},
    depth: 0,
  }
  const reader = factsFor(catalogue, occurrence)
  const decision = await decide(occurrence, { catalogue, rules, facts: reader })
  reader.end()
  return { decision, catalogue }
}

/** Every `*.cases.json` below rules/ whose rules these plugins can have, by its path there. */
export async function caseFiles(plugins: readonly string[]): Promise<Map<string, Case[]>> {
  const names = (await readdir(rulesFolder, { recursive: true })).filter(name => name.endsWith('.cases.json')).sort()
  const files = new Map<string, Case[]>()
  for (const name of names) {
    const { needs } = ruleFileSchema.parse(await json(name.replace('.cases.json', '.json')))
    if (needs.every(id => plugins.includes(id)))
      files.set(
        name,
        z
          .array(caseSchema)
          .parse(await json(name))
          .map(one => ({ ...one, needs })),
      )
  }
  return files
}

const json = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(rulesFolder, name), 'utf8'))
