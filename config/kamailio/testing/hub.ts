/** The hub's side for tests: questions and events are waited for, one by one. */

import type { TelephonyEvent } from '../../../connectors/telephony/events.ts'
import { type Counts, kamailioTelephony } from '../../../connectors/telephony/kamailio/index.ts'
import type { Caller, Question, Telephony, Verdict } from '../../../connectors/telephony/port.ts'

export interface Asked {
  readonly question: Question
  answer(verdict: Verdict): void
  fail(): void
}

/** Takes the first that fits, now or when it comes. */
export function inbox<Item>() {
  const items: Item[] = []
  const waiting = new Set<() => void>()
  return {
    add(item: Item) {
      items.push(item)
      for (const look of [...waiting]) look()
    },
    take(fits: (item: Item) => boolean = () => true): Promise<Item> {
      return new Promise(resolve => {
        const look = () => {
          const at = items.findIndex(fits)
          const found = at < 0 ? [] : items.splice(at, 1)
          for (const item of found) {
            waiting.delete(look)
            resolve(item)
          }
        }
        waiting.add(look)
        look()
      })
    },
    items: (): readonly Item[] => items,
  }
}

type EventOf<Kind> = Extract<TelephonyEvent, { kind: Kind }>

export interface TestHub {
  readonly telephony: Telephony & { counts(): Readonly<Counts> }
  /** The next question: of that call, where one is given. */
  question(callId?: string): Promise<Asked>
  event<Kind extends TelephonyEvent['kind']>(
    kind: Kind,
    fits?: (event: EventOf<Kind>) => boolean,
  ): Promise<EventOf<Kind>>
  questions(): readonly Asked[]
  events(): readonly TelephonyEvent[]
  stop(): Promise<void>
}

/** Connected when it resolves. */
export async function startHub(ports: { evapiPort: number; httpPort: number; trunkPort?: number }): Promise<TestHub> {
  const door = `127.0.0.1:${ports.trunkPort}`
  const { evapiPort, httpPort } = ports
  const asking = { patience: 700, lost: 100, flow: 100 }
  const telephony = kamailioTelephony({ evapiPort, httpPort, trunkDoors: { udp: door, tcp: door, tls: door }, asking })
  const questions = inbox<Asked>()
  const events = inbox<TelephonyEvent>()
  telephony.answer(
    question =>
      new Promise((resolve, reject) => {
        questions.add({ question, answer: resolve, fail: () => reject(new Error('no idea')) })
      }),
  )
  telephony.listen(event => events.add(event))
  await telephony.start()
  await events.take(event => event.kind === 'connected')
  return {
    telephony,
    question: callId => questions.take(asked => callId === undefined || asked.question.callId === callId),
    event: async <Kind extends TelephonyEvent['kind']>(
      kind: Kind,
      fits: (event: EventOf<Kind>) => boolean = () => true,
    ) => {
      const is = (event: TelephonyEvent): event is EventOf<Kind> => event.kind === kind
      const found = await events.take(event => is(event) && fits(event))
      if (!is(found)) throw new Error('another kind')
      return found
    },
    questions: questions.items,
    events: events.items,
    stop: () => telephony.stop(),
  }
}

export const nobody: Caller = { number: '1001', hidden: false }

export const ring = (
  extensions: readonly string[],
  given: Partial<Extract<Verdict, { verb: 'ring' }>> = {},
): Verdict => ({
  verb: 'ring',
  extensions,
  seconds: 30,
  context: '',
  show: nobody,
  ...given,
})
export const dial = (number: string, given: Partial<Extract<Verdict, { verb: 'dial' }>> = {}): Verdict => ({
  verb: 'dial',
  number,
  seconds: 30,
  context: '',
  show: { number: '+46846500401', hidden: false },
  ...given,
})
export const reject = (sipStatus: number, reason = 'Refused'): Verdict => ({ verb: 'reject', sipStatus, reason })
