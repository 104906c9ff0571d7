/** Who is at the other end, and what is said of a call that ended otherwise than by hanging up. */
import type { App } from '../../../ui/app.ts'
import { dialledDigits, shownDigits } from '../../../ui/phone-number.ts'
import { type Listed, listedKinds } from '../../directory/contract.ts'
import type { Ending } from './call.ts'
import type { CallState } from './state.ts'
import { t } from './words/index.ts'

type Party = Pick<CallState, 'name' | 'number'>

/** Whom the person's own lists know by that number. Reads signals. */
export function itemOf(app: Pick<App, 'filled'>, { number }: Party): Listed | undefined {
  if (number === undefined) return undefined
  const dialled = dialledDigits(number)
  for (const { items } of app.filled(listedKinds).toSorted((a, b) => b.rank - a.rank)) {
    const found = items()?.find(({ numbers }) => numbers.includes(dialled))
    if (found) return found
  }
  return undefined
}

export function nameOf(app: Pick<App, 'filled'>, party: Party): string {
  const { name, number } = party
  return itemOf(app, party)?.name ?? name ?? (number === undefined ? t('hidden') : shownDigits(number))
}

/** Undefined where there is nothing to say. */
export function sayEnding(app: Pick<App, 'filled'>, call: Party, { by, status }: Ending): string | undefined {
  const name = nameOf(app, call)
  if (by === 'elsewhere') return t('ended.elsewhere', { name })
  if (by === 'lost') return t('ended.lost', { name })
  if (by !== 'refused') return undefined
  switch (status) {
    case 486:
    case 600:
      return t('refused.busy', { name })
    case 603:
      return t('refused.declined', { name })
    case 404:
    case 484:
      return t('refused.no-such-number', { name })
    case 480:
    case 408:
      return t('refused.unanswered', { name })
    case 487:
      return undefined
    default:
      return t('refused', { name })
  }
}
