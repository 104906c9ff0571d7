/** A link to one agent, which comes back for as long as it takes. */
import WebSocket from 'ws'
import { HubError } from '../../../core/error.ts'
import type { VoiceEvent } from '../events.ts'
import type { Step, VoiceQuestion } from '../port.ts'
import { type FromHub, fromAgent, type Request, type Results } from '../wire.ts'

export interface LinkOptions {
  /** On 127.0.0.1. */
  readonly port: number
  /** Resolves when the event was taken. */
  readonly deliver: (event: VoiceEvent) => Promise<void>
  readonly ask: (question: VoiceQuestion) => Promise<readonly Step[]>
  readonly log?: { warn(details: object, message: string): void } | undefined
}

export interface AgentLink {
  /** The agent's id; undefined while it isn't connected. */
  readonly agent: string | undefined
  /** Rejects with the agent's HubError, or `voice.unavailable` when the agent is gone or says nothing for 5 s. */
  request<Ask extends Request['ask']>(request: Extract<Request, { ask: Ask }>): Promise<Results[Ask]>
  open(): void
  close(): void
}

const firstWait = 50
const longestWait = 1000
const patience = 5000

export function agentLink({ port, deliver, ask, log }: LinkOptions): AgentLink {
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: HubError): void }>()
  let socket: WebSocket | undefined
  let agent: string | undefined
  let wanted = false
  let wait = firstWait
  let retry: NodeJS.Timeout | undefined
  let requests = 0

  const say = (to: WebSocket | undefined, message: FromHub) => {
    if (to?.readyState === WebSocket.OPEN) to.send(JSON.stringify(message))
  }

  function received(from: WebSocket, text: string): void {
    const message = fromAgent.parse(JSON.parse(text))
    if ('agent' in message) {
      agent = message.agent
      wait = firstWait
    } else if ('event' in message) {
      const { event } = message
      deliver(event).then(
        () => say(from, { taken: event.number }),
        () => {}, // The hub is stopping: another one hears it.
      )
    } else if ('question' in message) {
      const answerTo = message.question
      ask(message.asks).then(
        steps => say(from, { answerTo, steps: [...steps] }),
        (error: unknown) => {
          log?.warn({ err: error, question: message.asks }, 'a voice agent got no answer')
          say(from, { answerTo })
        },
      )
    } else {
      const one = waiting.get(message.id)
      waiting.delete(message.id)
      if ('failed' in message) {
        const { code, status, details } = message.failed
        one?.reject(new HubError(code, status, details))
      } else one?.resolve(message.result)
    }
  }

  function connect(): void {
    const mine = new WebSocket(`ws://127.0.0.1:${port}`)
    socket = mine
    mine.on('message', (data: Buffer) => {
      try {
        received(mine, data.toString())
      } catch (error) {
        log?.warn({ err: error }, 'a voice agent said something malformed')
      }
    })
    mine.on('error', () => {}) // `close` follows.
    mine.on('close', () => {
      if (socket !== mine) return
      socket = undefined
      agent = undefined
      for (const one of waiting.values()) one.reject(new HubError('voice.unavailable', 503))
      waiting.clear()
      if (!wanted) return
      retry = setTimeout(connect, wait)
      wait = Math.min(wait * 2, longestWait)
    })
  }

  return {
    get agent() {
      return agent
    },
    request<Ask extends Request['ask']>(request: Extract<Request, { ask: Ask }>): Promise<Results[Ask]> {
      const to = socket
      if (!to || agent === undefined) return Promise.reject(new HubError('voice.unavailable', 503))
      requests += 1
      const id = requests
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => waiting.get(id)?.reject(new HubError('voice.unavailable', 503)), patience)
        const over = () => {
          clearTimeout(late)
          waiting.delete(id)
        }
        waiting.set(id, {
          resolve(result) {
            over()
            resolve(result as Results[Ask])
          },
          reject(error) {
            over()
            reject(error)
          },
        })
        say(to, { id, request })
      })
    },
    open() {
      if (wanted) return
      wanted = true
      connect()
    },
    close() {
      wanted = false
      clearTimeout(retry)
      socket?.close()
    },
  }
}
