/** The input of a route: path parameters, body and query as one object, checked by the route's schema. */
import { z } from 'zod'
import type { Language } from '../define.ts'
import { HubError } from '../error.ts'
import { wording } from './wording.ts'

export interface RawInput {
  readonly path: Readonly<Record<string, string>>
  /** Parsed JSON; undefined where none was sent. */
  readonly body: unknown
  readonly query: Readonly<Record<string, string | readonly string[] | undefined>>
}

/**
 * Throws HubError `http.input` (400) with `field`, what is wrong with it in the language, and all `problems`. A name that comes
 * twice is taken from the path before the body, and from the body before the query.
 */
export function readInput<Input>(schema: z.ZodType<Input>, raw: RawInput, language: Language): Input {
  const { path, query } = raw
  const body = raw.body ?? {}
  if (!isRecord(body)) {
    throw new HubError('http.input', 400, {
      field: 'body',
      problem: describe(z.record(z.string(), z.unknown()), body, language),
    })
  }
  const input: Record<string, unknown> = { ...query, ...body, ...path }
  // Text is all that a path or a query can carry; what a body carries has a type already, and is left alone.
  const written = new Set([...Object.keys(path), ...Object.keys(query).filter(name => !Object.hasOwn(body, name))])

  for (let tries = 0; ; tries += 1) {
    const result = schema.safeParse(input, { error: wording(language) })
    if (result.success) return result.data
    const { issues } = result.error
    // A list first, then what is in it: two rounds at most can help.
    const helped = tries < 2 && issues.map(issue => readAsExpected(input, issue, written)).includes(true)
    if (!helped) throw inputError(issues)
  }
}

type Issue = z.core.$ZodIssue

/** The schema wanted a number, a boolean or a list where there is text: reads the text as that. Whether that could be done. */
function readAsExpected(input: Record<string, unknown>, issue: Issue, written: ReadonlySet<string>): boolean {
  const [name, index] = issue.path
  if (issue.code !== 'invalid_type' || typeof name !== 'string' || !written.has(name)) return false
  const value = input[name]
  if (issue.path.length === 1 && issue.expected === 'array' && typeof value === 'string') {
    input[name] = [value]
    return true
  }
  if (issue.path.length === 2 && Array.isArray(value) && typeof index === 'number') {
    const read = typed(value[index], issue.expected)
    if (read !== undefined) input[name] = value.with(index, read)
    return read !== undefined
  }
  const read = issue.path.length === 1 ? typed(value, issue.expected) : undefined
  if (read !== undefined) input[name] = read
  return read !== undefined
}

function typed(text: unknown, expected: string): number | boolean | undefined {
  if (typeof text !== 'string') return undefined
  if (expected === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
  if (expected !== 'number' && expected !== 'int') return undefined
  const number = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : undefined
}

function inputError(issues: readonly Issue[]): HubError {
  const problems = issues.map(issue => ({ field: issue.path.map(String).join('.') || 'body', problem: issue.message }))
  const first = problems[0] ?? { field: 'body', problem: '' }
  return new HubError('http.input', 400, { ...first, problems })
}

const describe = (schema: z.ZodType, value: unknown, language: Language) =>
  schema.safeParse(value, { error: wording(language) }).error?.issues[0]?.message ?? ''

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
