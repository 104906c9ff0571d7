/** NOTIFY to all phones of an extension that didn't ask for it: messages that wait (RFC 3842). Kamailio knows a hub by its path. */
import { randomUUID } from 'node:crypto'
import WebSocket from 'ws'
import { parseSip, sipText, statusOf } from './sip-message.ts'

/** Milliseconds. */
const patience = 6000

/** Resolves when a phone has taken it, or none is there; rejects when nobody answers. */
export function notifyUnasked(url: string, extension: string, body: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const socket = new WebSocket(url, 'sip')
  const timer = setTimeout(() => reject(new Error('no answer')), patience)
  socket.once('open', () =>
    socket.send(
      sipText({
        start: `NOTIFY sip:${extension} SIP/2.0`,
        headers: [
          ['Via', `SIP/2.0/WS hub.invalid;branch=z9hG4bK${randomUUID()}`],
          ['Max-Forwards', '70'],
          ['From', `<sip:${extension}>;tag=${randomUUID()}`],
          ['To', `<sip:${extension}>`],
          ['Call-ID', `${randomUUID()}@hub`],
          ['CSeq', '1 NOTIFY'],
          ['Contact', '<sip:hub@hub.invalid;transport=ws>'],
          ['Event', 'message-summary'],
          ['Subscription-State', 'active'],
          ['Content-Type', 'application/simple-message-summary'],
        ],
        body,
      }),
    ),
  )
  socket.on('message', (data: Buffer) => {
    if (statusOf(parseSip(data.toString())) >= 200) resolve()
  })
  socket.once('error', reject)
  return promise.finally(() => {
    clearTimeout(timer)
    socket.close()
  })
}
