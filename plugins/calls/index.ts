import { media } from '../../connectors/media/port.ts'
import { speech } from '../../connectors/speech/port.ts'
import { telephony } from '../../connectors/telephony/port.ts'
import { definePlugin } from '../../core/hub.ts'
import { directory, directoryChanges } from '../directory/contract.ts'
import { provideActions } from './actions.ts'
import { answerer, type Pending } from './answer.ts'
import {
  callBusy,
  callDeclined,
  callEnded,
  callIncoming,
  callOutgoing,
  callsPort,
  callUnanswered,
  callUnreachable,
  outsidePort,
} from './contract.ts'
import { provideFacts } from './facts.ts'
import { callsFor } from './legs.ts'
import { lines } from './lines.ts'
import { callLog } from './log.ts'
import { migration } from './migrations/001-calls.ts'
import { seen } from './migrations/002-seen.ts'
import { callTable } from './model.ts'
import { outside } from './outside.ts'
import { providePlacing } from './place.ts'
import { provideRoutes } from './routes.ts'
import { provideViews } from './views.ts'
import { watch } from './watch.ts'
import { words } from './words/index.ts'

export const calls = definePlugin({
  id: 'calls',
  needs: { directory, directoryChanges, telephony, media, speech },
  uses: ['directory'],
  migrations: [migration, seen],
  words,
  setup(hub, ports) {
    for (const event of [
      callIncoming,
      callUnanswered,
      callBusy,
      callDeclined,
      callUnreachable,
      callOutgoing,
      callEnded,
    ]) {
      hub.event(event)
    }
    const table = callTable(hub)
    const board = lines()
    const pending: Pending = new Map()
    const beyond = outside()
    const views = provideViews(hub, ports, board, table)
    const lost = (call: string) => (error: unknown) =>
      hub.log.warn({ err: error, call }, 'the course of a call was lost')
    const log = callLog(ports.directory, {
      write: hub.writeBehind(table.save, ({ id }) => id),
      patch: (call, changes) => {
        table.patch(call, changes).catch(lost(call))
      },
      rang: (row, people) => {
        table.rang(row, people).catch(lost(row.id))
      },
      show: views.showCall,
      ended: views.publishEnd,
    })
    provideFacts(hub, ports.directory, board)
    const announcer = provideActions(hub, { ...ports, lines: board, pending, outside: beyond })
    provideRoutes(hub, ports, { table, showSeen: views.showSeen })
    providePlacing(hub, ports)
    watch(hub, ports, { board, log, table, announcer, showLines: views.showLines, forget: views.forget })
    hub.provide(callsPort, callsFor(ports.directory, log))
    hub.provide(outsidePort, beyond)
    const parts = { board, log, pending, outside: beyond, showLines: views.showLines }
    ports.telephony.answer(answerer(hub, ports.directory, parts))
  },
})
