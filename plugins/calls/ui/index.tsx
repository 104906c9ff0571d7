/** What the app shows of this plugin. */

import type { App } from '../../../ui/app.ts'
import { lazy } from '../../../ui/lazy.tsx'
import {
  commands,
  defineUi,
  dialers,
  dialSettings,
  fill,
  overlays,
  reasonAddresses,
  screens,
  settingsSections,
  topItems,
} from '../../../ui/slots.tsx'
import {
  cardActions,
  isReachable,
  type Listed,
  listedActions,
  personLine,
  personSaid,
  personSign,
} from '../../directory/contract.ts'
import { CallButton } from './call-button.tsx'
import type { Desk } from './desk.ts'
import { openDialer } from './dialer.ts'
import { incomingOf } from './incoming.tsx'
import { myLineOf, openLineBoard, personLineOf, personSignOf } from './lines.tsx'
import { openLog } from './log.ts'
import { missedBadge } from './missed.ts'
import { nextCallOf } from './next-call.tsx'
import { rowCommands } from './row-commands.ts'
import { openBook } from './who.ts'
import { t } from './words/index.ts'

const Identity = lazy(() => import('./identity/section.tsx'))

export const callsUi = defineUi('calls', app => {
  const board = openLineBoard(app)
  const book = openBook(app)
  const own = openDialer(app, board, book)
  const next = nextCallOf(app)
  const desk: Desk = {
    board,
    log: openLog(app),
    book,
    // Another phone may come first, one in the browser.
    dialer: { ...own, dial: (number, name) => app.filled(dialers)[0]?.(number, name) },
    missed: missedBadge(app),
  }
  const Calls = lazy(() =>
    import('./calls.tsx').then(({ Calls }) => () => <Calls desk={desk} />),
  )
  const said = (person: string) => {
    const look = board.look(person)
    return look && t(`said.${look}`)
  }
  return [
    fill(screens, { path: 'calls', icon: 'phone', title: () => t('title'), view: Calls, badge: desk.missed }, 20),
    fill(topItems, myLineOf(board, app.who.person), 10),
    fill(overlays, incomingOf(app, desk)),
    fill(reasonAddresses, (event, subject) => (event.startsWith('call.') ? `/calls/${subject}/why` : undefined)),
    fill(dialers, own.dial),
    fill(dialers, next.dial, -30),
    fill(dialSettings, next.Beside),
    fill(settingsSections, { path: 'number', icon: 'num', title: () => t('identity'), view: Identity }, 10),
    ...rowCommands(app, desk).map(command => fill(commands, command)),
    fill(personSign, personSignOf(board)),
    fill(personLine, personLineOf(board)),
    fill(personSaid, said, 10),
    fill(isReachable, person => board.isFree(person)),
    fill(listedActions, callListed(app, desk, true), 20),
    fill(cardActions, callListed(app, desk, false), 10),
  ]
})

/** Nobody calls herself. */
const callListed = (app: App, desk: Desk, bare: boolean) =>
  function CallListed({ item: { key, number, name } }: { item: Listed }) {
    if (number === undefined || key === `person:${app.who.person}`) return null
    return <CallButton desk={desk} number={number} name={name} bare={bare} />
  }
