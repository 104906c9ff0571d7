/** An activity while it is written. */
import { ApiError } from '../../../../core/http/client.ts'
import type { ActivityKind, Choice, Length } from '../../contract.ts'

export interface Draft extends Omit<ActivityKind, 'length'> {
  readonly length: Exclude<Length, number> | 'minutes'
  /** As typed. */
  readonly minutes: string
}

export const blank: Draft = {
  name: { sv: '', en: '' },
  spoken: { sv: '', en: '' },
  icon: 'meet',
  tone: 'closed',
  closesPhone: true,
  length: 'minutes',
  minutes: '60',
}

export function draftOf({ name, spoken, icon, tone, closesPhone, length }: Choice): Draft {
  const long =
    typeof length === 'number' ? { length: 'minutes' as const, minutes: String(length) } : { length, minutes: '' }
  return { name, spoken, icon, tone, closesPhone, ...long }
}

/** Minutes that are no number become NaN, which the hub refuses with its reason. */
export function lengthOf({ length, minutes }: Draft): Length {
  return length === 'minutes' ? Number(minutes.trim() === '' ? Number.NaN : minutes) : length
}

export function kindOf(draft: Draft): ActivityKind {
  const { name, spoken, icon, tone, closesPhone } = draft
  return { name, spoken, icon, tone, closesPhone, length: lengthOf(draft) }
}

/** What the sign shows and what the phone does say the same. */
export const withTone = (draft: Draft, tone: Draft['tone']): Draft => ({ ...draft, tone, closesPhone: tone !== 'free' })
export const withClosing = (draft: Draft, closesPhone: boolean): Draft => ({
  ...draft,
  closesPhone,
  tone: closesPhone ? (draft.tone === 'free' ? 'closed' : draft.tone) : 'free',
})

/** What the hub finds wrong, by the path of the field ("name.sv"). */
export function problemsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {}
  const { problems } = error.details
  const listed = Array.isArray(problems) ? problems.flatMap((one: unknown) => (isProblem(one) ? [one] : [])) : []
  const found = Object.fromEntries(listed.map(({ field, problem }) => [field, begun(problem)]))
  return error.field === undefined || found[error.field] !== undefined ? found : { [error.field]: error.say, ...found }
}

const isProblem = (value: unknown): value is { field: string; problem: string } =>
  typeof value === 'object' &&
  value !== null &&
  'field' in value &&
  'problem' in value &&
  typeof value.field === 'string' &&
  typeof value.problem === 'string'

/** "has to be given." stands alone under its field. */
const begun = (problem: string) => problem.charAt(0).toUpperCase() + problem.slice(1)

/** What was begun and not saved, until the page is closed: a look at another view loses nothing. */
export const drafts = new Map<string, Draft>()
