/**
 * What Microsoft Graph posts to a watch's address: that something changed, and what becomes of the subscription itself.
 * https://learn.microsoft.com/graph/change-notifications-delivery-webhooks, …/change-notifications-lifecycle-events
 */
import { z } from 'zod'
import type { Hint, Notification, NotificationReply } from '../port.ts'

const collection = z.object({
  value: z.array(
    z.object({
      subscriptionId: z.string(),
      clientState: z.string().nullish(),
      lifecycleEvent: z.string().nullish(),
    }),
  ),
})

const lifecycle: Readonly<Partial<Record<string, Hint['says']>>> = {
  reauthorizationRequired: 'refused',
  subscriptionRemoved: 'ended',
  missed: 'lost',
}

export function microsoftNotified({ query, body }: Notification): NotificationReply {
  const { validationToken } = query
  // Asks whether somebody is here, before there is a subscription: wants it back within 10 s, and knows no secret yet.
  if (validationToken !== undefined) return { status: 200, body: validationToken, hints: [] }
  const read = collection.safeParse(json(body))
  if (!read.success) return { status: 400, hints: [] }
  const hints = read.data.value.map(({ subscriptionId, clientState, lifecycleEvent }): Hint => {
    const says = (lifecycleEvent && lifecycle[lifecycleEvent]) || 'changed'
    return { watch: subscriptionId, secret: clientState ?? '', says }
  })
  // Ten changes to one calendar come as ten, and are read once.
  return { status: 202, hints: [...new Map(hints.map(hint => [JSON.stringify(hint), hint])).values()] }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
