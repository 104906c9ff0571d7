/** Of what rules may speak, as plain data for the screens that read and write them. */
import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'
import { type CatalogueDescription, type ValueChoices, valueKinds } from '../../../core/flow/description.ts'

const phrase = z.object({ sv: z.string(), en: z.string() })
const words = z.record(z.string(), phrase)
const names = z.array(z.string())

const valueType = z.object({
  kind: z.enum(valueKinds),
  list: z.literal(true).optional(),
  choices: z.array(z.object({ value: z.string(), say: phrase })).optional(),
  least: z.number().optional(),
  most: z.number().optional(),
  whole: z.literal(true).optional(),
  optional: z.literal(true).optional(),
})

const reads = z.object({
  noun: phrase.optional(),
  is: phrase.optional(),
  isNot: phrase.optional(),
  as: z.object({ role: z.string().optional(), is: phrase, isNot: phrase.optional() }).optional(),
  values: words.optional(),
})

const param = z.object({
  name: z.string(),
  say: phrase,
  type: valueType,
  required: z.boolean(),
  standard: z.unknown().optional(),
})

const look = z.object({
  path: z.string().optional(),
  say: phrase,
  type: valueType,
  operators: names,
  reads: reads.optional(),
})

export const catalogueSchema = z.object({
  events: z.array(
    z.object({
      name: z.string(),
      say: phrase,
      route: z.boolean(),
      trial: z.boolean(),
      roles: z.array(z.object({ name: z.string(), say: phrase })),
      clauses: z.array(z.object({ roles: names, say: phrase, and: phrase.optional() })),
      implied: z.boolean(),
    }),
  ),
  facts: z.array(
    z.object({
      name: z.string(),
      say: phrase,
      params: z.array(param),
      looks: z.array(look),
      events: names.optional(),
    }),
  ),
  actions: z.array(
    z.object({
      name: z.string(),
      say: phrase,
      reads: phrase.optional(),
      route: z.boolean(),
      params: z.array(param),
      events: names.optional(),
      sends: z
        .object({ to: z.string(), event: z.string(), counted: z.object({ fact: z.string(), path: z.string() }) })
        .optional(),
    }),
  ),
  operators: z.array(z.object({ name: z.string(), say: phrase, not: phrase, list: z.boolean() })),
}) satisfies z.ZodType<CatalogueDescription>

const choice = z.object({
  value: z.string(),
  say: phrase,
  detail: z.string().optional(),
  numbers: names.optional(),
  sort: z.string().optional(),
})

export const valueChoicesSchema = z.partialRecord(z.enum(valueKinds), z.array(choice)) satisfies z.ZodType<ValueChoices>

export const readCatalogue = defineRoute({
  method: 'GET',
  path: '/rules/catalogue',
  allow: 'member',
  input: z.object({}),
  output: z.object({
    catalogue: catalogueSchema,
    /** The people, teams, numbers and activities of the organisation, by their kind. */
    values: valueChoicesSchema,
    /** IANA zone of the times in rules. */
    zone: z.string(),
  }),
  say: 'The events, facts, operators and actions of which rules are made, and the values that there are.',
})
