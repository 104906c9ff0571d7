/** How a hub's plugins hear of events, and answer questions: the same for every adapter. */
import { HubError } from '../../core/error.ts'
import type { VoiceEvent } from './events.ts'
import type { Step, VoiceQuestion } from './port.ts'

export type Listener = (event: VoiceEvent) => void | Promise<void>

export interface Delivery {
  readonly listen: (listener: Listener) => void
  /**
   * Resolves when all listeners have taken it: at once for one that they took before. Events of the same call wait for each other, others
   * don't.
   */
  readonly deliver: (event: VoiceEvent) => Promise<void>
  /** Nothing is delivered before, and after `stop`: then `deliver` rejects. */
  start(): void
  stop(): void
}

export interface DeliveryOptions {
  /** Milliseconds until a rejected one is told again, by how often that was so. */
  readonly pause?: (times: number) => number
  readonly rejected?: (error: unknown, event: VoiceEvent) => void
}

const growing = (times: number) => Math.min(200 * 2 ** times, 60_000)

export function newDelivery({ pause = growing, rejected }: DeliveryOptions = {}): Delivery {
  const listeners: Listener[] = []
  const queues = new Map<string, Promise<void>>()
  const taken = new Map<string, Set<number>>()
  let open = false

  async function tell(event: VoiceEvent): Promise<void> {
    const numbers = taken.get(event.agent) ?? new Set<number>()
    taken.set(event.agent, numbers)
    const left = numbers.has(event.number) ? [] : [...listeners]
    for (let times = 0; open && left.length > 0; times++) {
      const results = await Promise.allSettled(left.map(async listener => listener(event)))
      for (const [index, result] of [...results.entries()].reverse()) {
        if (result.status === 'fulfilled') left.splice(index, 1)
        else rejected?.(result.reason, event)
      }
      if (left.length > 0) await new Promise(resolve => setTimeout(resolve, pause(times)).unref())
    }
    if (left.length > 0) throw new HubError('voice.unavailable', 503)
    numbers.add(event.number)
    // An agent repeats what wasn't acknowledged, which is never much.
    if (numbers.size > 10_000) for (const number of [...numbers].slice(0, 5000)) numbers.delete(number)
  }

  return {
    listen: listener => void listeners.push(listener),
    deliver(event) {
      // A leg that is about something else from now on is still the same.
      const keys = [`leg ${event.leg}`, `about ${event.about}`]
      const before = keys.flatMap(key => queues.get(key) ?? [])
      const mine = Promise.allSettled(before).then(() => tell(event))
      for (const key of keys) queues.set(key, mine)
      const forget = () => {
        for (const key of keys) if (queues.get(key) === mine) queues.delete(key)
      }
      mine.then(forget, forget)
      return mine
    },
    start() {
      open = true
    },
    stop() {
      open = false
    },
  }
}

export type Answerer = (question: VoiceQuestion) => Promise<readonly Step[]>

/** Whose a question is stands before the colon. */
export function newAnswers(): {
  readonly answer: (whose: string, handler: Answerer) => void
  readonly ask: Answerer
} {
  const handlers = new Map<string, Answerer>()
  return {
    answer: (whose, handler) => void handlers.set(whose, handler),
    async ask(question) {
      const whose = question.about === undefined ? 'transfer' : (question.about.split(':')[0] ?? '')
      const handler = handlers.get(whose)
      if (!handler) throw new HubError('voice.no-answer', 404, { whose })
      return await handler(question)
    },
  }
}
