/** Click to dial: rings the person's own phone first. */
import type { App } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { shownDigits } from '../../../ui/phone-number.ts'
import { placeCall, wishIn } from '../contract.ts'
import type { Dialer } from './desk.ts'
import type { LineBoard } from './lines.tsx'
import type { Book } from './who.ts'
import { t } from './words/index.ts'

export function openDialer(
  app: Pick<App, 'api' | 'toasts' | 'who'>,
  board: LineBoard,
  book: Pick<Book, 'nameOf' | 'isOf'>,
): Dialer {
  const unable = () => (board.look(app.who.person) === 'none' ? t('dial.no-phone') : undefined)
  /** What is said now: one thing at a time. */
  let last: number | undefined

  function silence(): void {
    if (last !== undefined) app.toasts.close(last)
  }
  function refuse(problem: string): void {
    silence()
    last = app.toasts.problem(problem)
  }

  return {
    unable,
    dial(to, given) {
      const { dialled: number } = wishIn(to)
      const reason = book.isOf(app.who.person, number) ? t('dial.oneself') : unable()
      if (reason !== undefined) return refuse(reason)
      const shown = shownDigits(number)
      // Who has typed the number alone sees whose it is, in the app and on the phone.
      const named = given === number || given === shown ? undefined : given
      const name = named ?? book.nameOf(number)
      silence()
      const doing = app.toasts.doing(t('dial.rings', { name: name === undefined ? shown : `${name}, ${shown}` }))
      last = doing
      const answered = () => app.toasts.close(doing)
      app.api.call(placeCall, { to, name }).then(answered, (error: unknown) => {
        answered()
        refuse(problemOf(error))
      })
    },
  }
}
