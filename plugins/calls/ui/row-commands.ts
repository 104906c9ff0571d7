/** What keys do with the call whose row has the focus. */
import type { App } from '../../../ui/app.ts'
import { focusRow } from '../../../ui/parts/list-keys.ts'
import type { Command } from '../../../ui/slots.tsx'
import { isOngoing, whyAddress } from './course.ts'
import type { Desk } from './desk.ts'
import { queryOf, wantedIn } from './wanted.ts'
import { t } from './words/index.ts'

export function rowCommands(app: Pick<App, 'go'>, { log, book, dialer }: Desk): readonly Command[] {
  const chosen = () => document.activeElement?.closest<HTMLElement>('.calls-log [data-row]')?.dataset.row
  return [
    {
      key: 'w',
      say: () => t('key.why'),
      run() {
        const call = chosen()
        if (call === undefined) return false
        app.go(whyAddress(call) + queryOf(wantedIn(location.search)))
        return true
      },
    },
    {
      key: 'r',
      // The list of keys has it once, for all lists.
      say: () => '',
      run() {
        const call = log.call(chosen() ?? '')
        if (!call || isOngoing(call)) return false
        const { dialled, name } = book.who(call.other)
        if (dialled === undefined) return false
        dialer.dial(dialled, name)
        return true
      },
    },
    {
      key: 'arrowdown',
      say: () => '',
      // Into the list, from nowhere.
      run() {
        const nowhere = document.activeElement === document.body || document.activeElement?.tagName === 'MAIN'
        const first = document.querySelector<HTMLElement>('.calls-log [data-row]')
        if (!nowhere || !first) return false
        focusRow(first)
        return true
      },
    },
  ]
}
