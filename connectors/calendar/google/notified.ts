/** What Google posts to a channel's address: headers alone. https://developers.google.com/workspace/calendar/api/guides/push */
import type { Notification, NotificationReply } from '../port.ts'

export function googleNotified({ headers }: Notification): NotificationReply {
  const watch = headers['x-goog-channel-id']
  const state = headers['x-goog-resource-state']
  if (!watch || !state) return { status: 400, hints: [] }
  // The first message says that the channel is there, often before the answer to whoever made it. Nothing has changed.
  if (state === 'sync') return { status: 200, hints: [] }
  return { status: 200, hints: [{ watch, secret: headers['x-goog-channel-token'] ?? '', says: 'changed' }] }
}
