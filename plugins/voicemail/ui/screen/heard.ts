/** A message of mine that begins to play is heard. */
import { address } from '../../../../core/http/client.ts'
import type { App } from '../../../../ui/app.ts'
import { hearMessage, type Message, messageSound, messagesView } from '../../contract.ts'

/** Address of its sound. */
export const soundOf = ({ id }: Pick<Message, 'id'>): string => address(messageSound, { id, keep: false })

export async function markHeard(app: App, begun: string): Promise<void> {
  const view = app.live.view(messagesView)
  const message = view.state()?.messages.find(one => soundOf(one) === begun)
  if (!message || message.heard) return
  await app.changes.make({
    key: `voicemail ${message.id}`,
    view,
    message: { message: { ...message, heard: true } },
    undo: { message },
    send: () => app.api.call(hearMessage, { id: message.id, heard: true }),
  })
}
