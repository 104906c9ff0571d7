/** A view as the client holds it: the snapshot, and every message after it applied once and in order. A browser can load this. */
import type { LiveDefinition } from '../define.ts'
import type { FromServer } from './protocol.ts'

export interface Replica<State, Message = never> {
  /** Undefined until the first snapshot. */
  state(): State | undefined
  /**
   * What to say when subscribing: how far it got. Until the answer to that comes, messages are those of the subscription before,
   * and are passed over.
   */
  ask(): { readonly epoch: string; readonly seq: number } | undefined
  /** What the frame did. `gap`: messages are missing, subscribe again. */
  take(frame: FromServer): 'changed' | 'unchanged' | 'gap'
  /** Applies a message of one's own, ahead of the hub's; messages that set a value may be applied any number of times. */
  anticipate(message: Message): void
  /** The state can't be trusted: the next subscription gets a snapshot. */
  forget(): void
}

export function openReplica<State, Message>(definition: LiveDefinition<State, Message>): Replica<State, Message> {
  let state: State | undefined
  let asking = false
  let position: { epoch: string; seq: number } | undefined
  return {
    state: () => state,
    ask() {
      asking = true
      return position
    },
    take(frame) {
      if (frame.type !== 'message') asking = false
      if (frame.type === 'snapshot') {
        state = definition.state.parse(frame.state)
        position = { epoch: frame.epoch, seq: frame.seq }
        return 'changed'
      }
      if (frame.type !== 'message') return 'unchanged'
      if (asking) return 'unchanged'
      if (state === undefined || !position) return 'gap'
      if (frame.seq <= position.seq) return 'unchanged'
      if (frame.seq !== position.seq + 1) return 'gap'
      definition.apply(state, definition.message.parse(frame.message))
      position = { epoch: position.epoch, seq: frame.seq }
      return 'changed'
    },
    anticipate(message) {
      if (state !== undefined) definition.apply(state, message)
    },
    forget() {
      position = undefined
    },
  }
}
