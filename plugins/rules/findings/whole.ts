/** An example tells of a fact what matters to the rules; the rest of its value is made up, so that it can be tried as any other. */
import { z } from 'zod'
import type { Finding } from '../../../core/flow/analysis/finding.ts'
import type { Catalogue } from '../../../core/flow/catalogue.ts'
import type { Schema } from '../../../core/flow/describe.ts'

export function withWholeFacts(finding: Finding, catalogue: Pick<Catalogue, 'facts'>): Finding {
  const { example } = finding
  if (!example) return finding
  const facts = example.facts.map(given => {
    const definition = catalogue.facts.get(given.fact)?.definition
    if (!definition || !given.saw.known) return given
    const schema = z.toJSONSchema(definition.value, { unrepresentable: 'any' }) as Schema
    return { ...given, saw: { known: true as const, value: whole(schema, given.saw.value) } }
  })
  return { ...finding, example: { ...example, facts } }
}

function whole(schema: Schema | undefined, value: unknown): unknown {
  if (value === undefined) return schema && madeUp(schema)
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !schema?.properties) return value
  const all: Record<string, unknown> = { ...value }
  for (const [name, part] of Object.entries(schema.properties)) {
    if (Object.hasOwn(all, name)) all[name] = whole(part, all[name])
    else if (schema.required?.includes(name)) all[name] = madeUp(part)
  }
  return all
}

function madeUp(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [first] = schema.anyOf ?? []
  if (first) return madeUp(first)
  switch (schema.type) {
    case 'object':
      return whole(schema, {})
    case 'array':
      return []
    case 'boolean':
      return false
    case 'number':
    case 'integer':
      return Math.max(0, schema.minimum ?? 0)
    default:
      return schema.format === 'date-time' ? new Date().toISOString() : ''
  }
}
