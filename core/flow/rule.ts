/** A rule: json-rules-engine's own JSON with `on`, `stage`, `scope`, and words for people. */
import { z } from 'zod'

/** The ladder, read from the top (DESIGN.md, Rules). */
export const stages = ['guard', 'exempt', 'availability', 'reach', 'fallback'] as const
export type Stage = (typeof stages)[number]

/** Inside a stage, the nearer scope is tried first. */
export const ruleScopes = ['person', 'number', 'queue', 'organisation', 'standard'] as const
export type RuleScopeName = (typeof ruleScopes)[number]

/** `$.until`, `$.name.first`: properties only. JSONPath filters run script, so rules may not have them. */
export const simplePath = z.string().regex(/^\$(\.[A-Za-z_][A-Za-z0-9_]*)+$/, 'path.simple')

const leaf = z.strictObject({
  fact: z.string().min(1),
  params: z.record(z.string(), z.unknown()).optional(),
  path: simplePath.optional(),
  operator: z.string().min(1),
  value: z.unknown(),
})
export type LeafCondition = z.infer<typeof leaf>

export type Condition = LeafCondition | { all: Condition[] } | { any: Condition[] } | { not: Condition }
export const conditionSchema: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      leaf,
      z.strictObject({ all: z.array(conditionSchema) }),
      z.strictObject({ any: z.array(conditionSchema) }),
      z.strictObject({ not: conditionSchema }),
    ]),
  )
  // What contains itself goes by a name in the API's description.
  .meta({ id: 'RuleCondition' })
export type TopCondition = Exclude<Condition, LeafCondition>

/** An argument that is read from a fact when the rule has won. */
export interface Reference {
  readonly fact: string
  readonly params?: Record<string, unknown> | undefined
  readonly path?: string | undefined
  /** Only where a plugin declares the fact; a rule then doesn't need that plugin. */
  readonly optional?: boolean | undefined
}

export const isReference = (value: unknown): value is Reference =>
  typeof value === 'object' && value !== null && 'fact' in value && typeof value.fact === 'string'

export const actionCallSchema = z.strictObject({
  type: z.string().min(1),
  /** Values, some of which may be a `Reference`. */
  params: z.record(z.string(), z.unknown()).optional(),
})

const phrase = z.strictObject({ sv: z.string().min(1), en: z.string().min(1) })

export const ruleSchema = z.strictObject({
  name: z.string().min(1).max(120),
  title: phrase,
  /** The event's name. */
  on: z.string().min(1),
  stage: z.enum(stages),
  scope: z.enum(ruleScopes),
  conditions: z.union([
    z.strictObject({ all: z.array(conditionSchema) }),
    z.strictObject({ any: z.array(conditionSchema) }),
    z.strictObject({ not: conditionSchema }),
  ]),
  /** What json-rules-engine calls the event is the action to take. */
  event: actionCallSchema,
  /** Side actions that come with it. */
  also: z.array(actionCallSchema).optional(),
  /** For guards: an unknown condition counts as holding (a spending cap). */
  whenUnknown: z.literal('holds').optional(),
})
export type Rule = z.infer<typeof ruleSchema>

/** A rule where it stands: whose it is and its place in that list. */
export interface PlacedRule {
  readonly rule: Rule
  /** Organisation id; undefined for the standard. */
  readonly organisation?: string | undefined
  /** Id of the person, number or queue; undefined for organisation and standard. */
  readonly owner?: string | undefined
  /** Order inside its scope's list. */
  readonly position: number
  readonly version?: string | undefined
}

/** A file in rules/: its rules in order, and the plugins whose facts and actions it speaks of. */
export const ruleFileSchema = z.strictObject({ needs: z.array(z.string()), rules: z.array(ruleSchema) })
