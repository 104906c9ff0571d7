/** Values of a fact that stand for all others: with them every combination of conditions is met that any value could meet. */
import type { ValueType } from '../description.ts'

const isTime = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/
const second = (text: string) => {
  const [hour = 0, minute = 0, second = 0] = text.split(':').map(Number)
  return (hour * 60 + minute) * 60 + second
}
const two = (part: number) => String(part).padStart(2, '0')
const clock = (at: number) => [Math.floor(at / 3600), Math.floor(at / 60) % 60, at % 60].map(two).join(':')
const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** What the conditions compare with: lists flattened. */
export interface Compared {
  readonly constants: readonly unknown[]
  /** Of `startsWith`. */
  readonly prefixes: readonly string[]
}

export function candidates(type: ValueType | undefined, compared: Compared): readonly unknown[] {
  const found = ofKind(type, compared)
  // Where there may be none, nothing is equal to anything.
  return type?.optional ? [...found, undefined] : found
}

function ofKind(type: ValueType | undefined, { constants, prefixes }: Compared): readonly unknown[] {
  switch (type?.kind) {
    case 'boolean':
      return [true, false]
    case 'choice':
      return (type.choices ?? []).map(({ value }) => value)
    case 'weekday':
      return weekdays
    case 'number':
    case 'duration':
      return numbers(constants.filter(isNumber), type)
    case 'time-of-day':
      return times(constants.filter(isText))
    case 'moment':
      return around(constants.filter(isText), 1000, at => new Date(at).toISOString(), usualMoment)
    case 'date':
      return around(constants.filter(isText), 86_400_000, at => new Date(at).toISOString().slice(0, 10), '2026-06-15')
    default:
      return texts(constants, prefixes, type)
  }
}

const usualMoment = '2026-06-15T10:00:00.000Z'

function numbers(constants: readonly number[], { least, most, whole }: ValueType): readonly number[] {
  const sorted = [...new Set(constants)].sort((a, b) => a - b)
  const step = whole ? 1 : 0.5
  const near = sorted.flatMap((at, index) => {
    const next = sorted[index + 1]
    if (whole) return [at - 1, at, at + 1]
    return [at - step, at, next === undefined ? at + step : (at + next) / 2]
  })
  const all = near.length > 0 ? near : [least ?? 0]
  return [...new Set(all)].filter(at => at >= (least ?? -Infinity) && at <= (most ?? Infinity))
}

/** As a clock has them, with seconds: "16:00" is before all of that minute, as text is. */
function times(constants: readonly string[]): readonly string[] {
  const near = constants.filter(text => isTime.test(text)).map(second)
  // In working hours first: an example at ten is better understood than one at midnight.
  const all = [10 * 3600, ...near.flatMap(at => [at - 1, at, at + 1]), 0, 86_399]
  return [...new Set(all.filter(at => at >= 0 && at < 86_400))].map(clock)
}

function around(
  constants: readonly string[],
  step: number,
  write: (at: number) => string,
  usual: string,
): readonly string[] {
  const near = constants.flatMap(text => {
    const at = Date.parse(text)
    return Number.isNaN(at) ? [text] : [write(at - step), text, write(at + step)]
  })
  return [...new Set([usual, ...near])]
}

/** Open sets: each value that is spoken of, one below each prefix, and one of which nobody speaks. */
function texts(
  constants: readonly unknown[],
  prefixes: readonly string[],
  type: ValueType | undefined,
): readonly unknown[] {
  const taken = new Set(constants)
  const isOther = (value: string, prefix: string) =>
    !taken.has(value) && !prefixes.some(other => other.length > prefix.length && value.startsWith(other))
  const below = prefixes.flatMap(prefix => {
    const value = endings.map(ending => prefix + ending).find(value => isOther(value, prefix))
    return value === undefined ? [] : [value]
  })
  const others = type?.kind === 'phone-number' ? outsiders : ['other', 'another', '\u00a0']
  const free = others.find(value => !taken.has(value) && !prefixes.some(prefix => value.startsWith(prefix)))
  return [...new Set([...taken, ...prefixes, ...below, ...(free === undefined ? [] : [free])])]
}

const endings = ['40000', ...Array.from({ length: 100 }, (_, at) => `${String(at).padStart(2, '0')}123`), ' x']
/** Numbers that PTS keeps free for books and films, and of other countries. */
const outsiders = ['+46701740605', '+46317401605', '+4532123456', '+12025550143', '1999', '\u00a0']
