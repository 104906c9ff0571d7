/** For tests: a hub on paper with one live view. What it sends stays underway until the test delivers it. */
import { z } from 'zod'
import { defineLive } from '../../core/define.ts'
import { openLiveClient, type Socket } from '../../core/live/client.ts'
import type { FromServer } from '../../core/live/protocol.ts'

const value = z.number()

export const board = defineLive({
  name: 'board',
  state: z.record(z.string(), value),
  message: z.object({ key: z.string(), value }),
  allow: 'member',
  apply(state, message) {
    state[message.key] = message.value
  },
})
export type Board = Record<string, number>
export type BoardMessage = { key: string; value: number }

export function paperHub() {
  const truth: Board = {}
  const said: BoardMessage[] = []
  let socket: { emit(type: string, event?: object): void } | undefined
  let underway: FromServer[] = []
  let asked = 0

  function hear(text: string): void {
    const frame = JSON.parse(text) as { subscribe?: string; seq?: number }
    if (frame.subscribe === undefined) return
    asked += 1
    if (frame.seq === undefined) {
      underway.push({ type: 'snapshot', view: 'board', epoch: 'e', seq: said.length, state: { ...truth } })
      return
    }
    underway.push({ type: 'resumed', view: 'board', epoch: 'e', seq: frame.seq })
    for (let seq = frame.seq + 1; seq <= said.length; seq += 1) {
      underway.push({ type: 'message', view: 'board', seq, message: said[seq - 1] })
    }
  }

  function open(): Socket {
    const listeners = new Map<string, (event: never) => void>()
    const mine = { emit: (type: string, event: object = {}) => listeners.get(type)?.(event as never) }
    socket = mine
    return {
      send: text => hear(text),
      close: () => {},
      addEventListener: (type: string, listener: (event: never) => void) => void listeners.set(type, listener),
    }
  }

  const client = openLiveClient({ open, signedIn: async () => true, random: () => 1 })
  return {
    client,
    truth,
    /** How often a client has subscribed. */
    asked: () => asked,
    set(key: string, value: number): void {
      truth[key] = value
      said.push({ key, value })
      if (client.connection() === 'open') {
        underway.push({ type: 'message', view: 'board', seq: said.length, message: { key, value } })
      }
    },
    connect(): void {
      client.connect()
      socket?.emit('open')
    },
    /** What was underway is lost. */
    cut(): void {
      underway = []
      socket?.emit('close', { code: 1006 })
    },
    deliver(): void {
      for (let frame = underway.shift(); frame; frame = underway.shift()) {
        socket?.emit('message', { data: JSON.stringify(frame) })
      }
    },
    refuse(): void {
      const error = { code: 'access.plan', message: 'Nej.' }
      underway = [{ type: 'refused', view: 'board', id: asked, error }]
    },
  }
}
