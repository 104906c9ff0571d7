/** Values as people read them, and with what an input begins. */
import type { ValueChoices, ValueKind, ValueType } from '../../../../core/flow/description.ts'
import { isReference } from '../../../../core/flow/rule.ts'
import type { IconName } from '../../../../ui/parts/icons.ts'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { language, said } from '../../../../ui/words.ts'
import type { Option } from './choose.tsx'
import { t } from './words/index.ts'

const icons: Readonly<Partial<Record<ValueKind, IconName>>> = {
  person: 'people',
  'own-number': 'phone',
  team: 'group',
  activity: 'activity-meet',
  'phone-number': 'phone',
  country: 'globe',
  moment: 'cal',
  'time-of-day': 'clock',
  weekday: 'cal',
  date: 'cal',
  duration: 'clock',
  number: 'num',
  phrase: 'chat',
  role: 'people',
}
export const iconOf = ({ kind }: ValueType): IconName | undefined => icons[kind]

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
// 5 January 2026 was a Monday.
const weekdayName = (index: number) =>
  new Intl.DateTimeFormat(language.value, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 5 + index))

/** What there is to choose from; undefined where a value is typed. */
export function optionsFor({ kind, choices }: ValueType, values: ValueChoices): readonly Option<string>[] | undefined {
  if (kind === 'choice') return (choices ?? []).map(({ value, say }) => ({ key: value, value, say: said(say) }))
  if (kind === 'weekday') return weekdays.map((value, index) => ({ key: value, value, say: weekdayName(index) }))
  return values[kind]?.map(({ value, say, detail }) => ({ key: value, value, say: said(say), detail }))
}

/** Whom to dial by name: people and numbers of the organisation, each with the one of its numbers that `pick` takes. */
export function numbersFor(
  values: ValueChoices,
  pick: (numbers: readonly string[]) => string | undefined,
): Option<string>[] {
  return [...(values.person ?? []), ...(values['own-number'] ?? []).filter(({ sort }) => sort !== 'person')].flatMap(
    ({ say, numbers = [] }) => {
      const number = pick(numbers)
      return number === undefined ? [] : [{ key: number, value: number, say: said(say), detail: shownNumber(number) }]
    },
  )
}

/** Nothing chosen yet. */
export const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** "Försäljning", "15:00", "20 s", "måndag eller tisdag". */
export function saidValue(value: unknown, type: ValueType, values: ValueChoices): string {
  if (isMissing(value)) return t('value.choose')
  if (Array.isArray(value)) {
    const items = value.map(item => saidValue(item, type, values))
    return new Intl.ListFormat(language.value, { type: 'disjunction' }).format(items)
  }
  const known = optionsFor(type, values)?.find(({ value: one }) => one === value)?.say
  if (known !== undefined) return known
  if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no')
  if (isReference(value)) return t('value.reference')
  switch (type.kind) {
    case 'duration':
      return `${String(value)} s`
    case 'phone-number':
      return nameOf(String(value), values) ?? shownNumber(String(value))
    case 'country':
      return new Intl.DisplayNames([language.value], { type: 'region' }).of(String(value)) ?? String(value)
    case 'number':
      return new Intl.NumberFormat(language.value).format(Number(value))
    case 'phrase':
      return `”${said(value as { sv: string; en: string })}”`
    default:
      return typeof value === 'string' ? value : t('value.json')
  }
}

function nameOf(number: string, values: ValueChoices): string | undefined {
  const found = [...(values.person ?? []), ...(values['own-number'] ?? [])].find(one => one.numbers?.includes(number))
  return found && said(found.say)
}

/** With what a comparison begins: where any choice would be a guess, with nothing. */
export function firstValue(type: ValueType, list: boolean): unknown {
  if (list) return []
  if (type.kind === 'boolean') return true
  if (type.kind === 'time-of-day') return '16:00'
  if (type.kind === 'duration' || type.kind === 'number') return type.least ?? 1
  return null
}

export const isList = (operator: string): boolean => operator === 'in' || operator === 'notIn'
