import { media } from '../../connectors/media/port.ts'
import { speech } from '../../connectors/speech/port.ts'
import { telephony } from '../../connectors/telephony/port.ts'
import { voice } from '../../connectors/voice/port.ts'
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
import { endWhereGone } from './gone.ts'
import { openChoices } from './identity/choices.ts'
import { type LegNews, legNews } from './leg-news.ts'
import { callsFor } from './legs.ts'
import { lines } from './lines.ts'
import { callLog } from './log.ts'
import { migration } from './migrations/001-calls.ts'
import { seen } from './migrations/002-seen.ts'
import { parts } from './migrations/003-parts.ts'
import { identity } from './migrations/004-identity.ts'
import { callTable, partKey, tables } from './model.ts'
import { outside } from './outside.ts'
import { providePlacing } from './place.ts'
import { provideRoutes } from './routes.ts'
import { callSearch } from './search.ts'
import { supposedLines } from './trying/lines.ts'
import { provideTrial } from './trying/trial.ts'
import { provideViews } from './views.ts'
import { visibleCalls } from './visible.ts'
import { watch } from './watch.ts'
import { words } from './words/index.ts'

export const calls = definePlugin({
  id: 'calls',
  needs: { directory, directoryChanges, telephony, media, speech, voice },
  uses: ['directory'],
  migrations: [migration, seen, parts, identity],
  words,
  async setup(hub, ports) {
    const own = tables(hub)
    const table = callTable(own)
    const visible = visibleCalls(table)
    for (const event of [
      callIncoming,
      callUnanswered,
      callBusy,
      callDeclined,
      callUnreachable,
      callOutgoing,
      callEnded,
    ]) {
      // The subject of each is the call.
      hub.event(event, ({ occurrence }, who) => visible.reads(occurrence.subject, who))
    }
    const search = callSearch(own)
    const board = lines()
    const pending: Pending = new Map()
    const beyond = outside()
    const views = provideViews(hub, ports, board, { table, search })
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
      part: hub.writeBehind(table.saveParts, partKey),
      show: views.showCall,
      ended: views.publishEnd,
    })
    const tellLeg = hub.broadcast('calls.leg', legNews, log.hear)
    const choices = openChoices(hub, { directory: ports.directory, outside: beyond })
    hub.onResync(choices.load)
    provideRoutes(hub, ports, { table, search, visible, showSeen: views.showSeen })
    const supposed = supposedLines(hub, ports.directory, board)
    provideFacts(hub, ports.directory, { lines: board, supposed, outside: beyond, choices })
    provideTrial(hub, ports.directory, beyond)
    const announcer = provideActions(hub, { ...ports, lines: board, supposed, pending, outside: beyond, choices })
    providePlacing(hub, ports)
    endWhereGone(hub, ports, board.calls)
    watch(hub, ports, { board, log, table, announcer, tellLeg, showLines: views.showLines, forget: views.forget })
    const tellCall = (news: LegNews) => {
      tellLeg(news)
      // Where no hub has the call in mind any more.
      if (news.what === 'voicemail' && news.left) table.messageLeft(news.call).catch(lost(news.call))
    }
    hub.provide(
      callsPort,
      callsFor(ports.directory, { log, board, courseAt: views.courseAt, onLine: views.onLine }, tellCall),
    )
    hub.provide(outsidePort, beyond)
    const answering = { board, log, pending, outside: beyond, tellLeg, showLines: views.showLines }
    ports.telephony.answer(answerer(hub, ports.directory, answering))
    await choices.load()
  },
})
