import type { Length } from '../contract.ts'
import { t } from './words/index.ts'

/** "1 h", "30 min", "today", "08:00"; nothing where there is no end. */
export function lengthInWords(length: Length): string | undefined {
  if (length === 'day-end') return t('length.today')
  if (length === 'morning') return '08:00'
  if (length === 'date') return t('length.date')
  if (length === 'none') return undefined
  const [hours, minutes] = [Math.floor(length / 60), length % 60]
  if (hours === 0) return t('length.minutes', { minutes })
  return minutes === 0 ? t('length.hours', { hours }) : t('length.both', { hours, minutes })
}
