/** In the log of calls: what was left in a call, to be heard there. */
import { useEffect } from 'preact/hooks'
import { type App, useApp } from '../../../../ui/app.ts'
import type { CallEntry } from '../../../calls/contract.ts'
import { messagesView } from '../../contract.ts'
import { markHeard, soundOf } from './heard.ts'
import { MessagePlayer } from './message-player.tsx'
import { nameOf } from './row.tsx'
import { openSound, type Sound } from './sound.ts'

/** One for all rows, so that one message plays at a time. */
const sounds = new WeakMap<App, Sound>()
function soundFor(app: App): Sound {
  const sound = sounds.get(app) ?? openSound(begun => void markHeard(app, begun))
  sounds.set(app, sound)
  return sound
}

export default function InLog({ call, tabIndex }: { call: CallEntry; tabIndex: 0 | -1 }) {
  const app = useApp()
  const sound = soundFor(app)
  const message = app.live
    .view(messagesView)
    .state()
    ?.messages.find(one => one.call === call.id)
  const from = message && soundOf(message)
  // Who has left the log hears no more of it.
  useEffect(
    () => () => {
      if (from !== undefined && sound.of(from)?.state === 'playing') sound.toggle(from)
    },
    [from],
  )
  // Deleted, or taken by a colleague whose box it lies in.
  if (!message) return null
  return <MessagePlayer message={message} name={nameOf(message)} sound={sound} tabIndex={tabIndex} />
}
