/** What stands in a card, in the app's language. */
import { language } from '../../../../ui/words.ts'
import { t } from './words/index.ts'

const locales = { sv: 'sv', en: 'en-GB' }
const kinds = ['mobile', 'work', 'home', 'main', 'fax', 'pager', 'other'] as const

export const kindOf = (kind: string): string => t(kinds.find(one => one === kind) ?? 'other')

/** "1980-03-12", or "--03-12" where the year isn't told. A day, in no zone. */
export function birthday(text: string): string {
  const [year, day] = [text.slice(0, -6).replaceAll('-', ''), text.slice(-5)]
  const date = new Date(`2000-${day}T00:00:00Z`)
  const written = new Intl.DateTimeFormat(locales[language.value], {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(date)
  return year === '' ? written : `${written} ${year}`
}

/** "linkedin.com/in/evastrom" */
export function pageName(url: string): string {
  const { host, pathname } = new URL(url)
  return host.replace(/^www\./, '') + pathname.replace(/\/$/, '')
}
