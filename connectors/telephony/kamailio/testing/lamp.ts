/** A lamp of a telephone for tests: a subscription (RFC 6665), and what is told of it. */
import type { Line, MessagesWaiting } from '../../port.ts'
import { header, type Message, method, status } from './message.ts'
import type { Phone } from './phone.ts'

const states = { terminated: 'idle', early: 'ringing', confirmed: 'in-call' } as const

export function lineIn(body: string): Line | undefined {
  const state = /<state>\s*(\w+)\s*<\/state>/.exec(body)?.[1]
  return state === 'terminated' || state === 'early' || state === 'confirmed' ? states[state] : undefined
}

export function messagesIn(body: string): MessagesWaiting | undefined {
  const counted = /Voice-Message: (\d+)\/(\d+)/.exec(body)
  return counted ? { new: Number(counted[1]), old: Number(counted[2]) } : undefined
}

/** The final answer to a subscription. */
export const subscribe = (phone: Phone, event: string, whose: string, expires = 600): Promise<Message> =>
  phone.transact(
    phone.request('SUBSCRIBE', `sip:${whose}`, {
      extra: [
        ['Event', event],
        ['Expires', String(expires)],
      ],
    }),
  )

/** What is told within that subscription, or without any: each once, acknowledged. */
export function told(phone: Phone, within?: Message) {
  const next = async () => {
    const notify = await phone.next(
      message =>
        method(message) === 'NOTIFY' &&
        (within
          ? header(message, 'Call-ID') === header(within, 'Call-ID')
          : header(message, 'Call-ID').endsWith('@hub')),
    )
    phone.reply(notify, 200)
    return notify
  }
  return {
    next,
    /** Resolves when what `read` sees is that. */
    async shows<Value>(read: (body: string) => Value | undefined, value: Value): Promise<Value> {
      while (JSON.stringify(read((await next()).body)) !== JSON.stringify(value));
      return value
    },
  }
}

export async function lampAt(phone: Phone, whose: string) {
  const answer = await subscribe(phone, 'dialog', whose)
  if (status(answer) !== 200) throw new Error(`no lamp: ${answer.start}`)
  const lamp = told(phone, answer)
  return { shows: (line: Line) => lamp.shows(lineIn, line) }
}
