/** One tab of the browser holds the phone, the others show it and tell it what to do (Web Locks, Broadcast Channel). */
import type { Order, PhoneState } from './state.ts'

type Message =
  | { readonly kind: 'state'; readonly state: PhoneState }
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'ask' }

export interface Tabs {
  /** Tells the other tabs; of the one that holds the phone alone. */
  show(state: PhoneState): void
  /** Asks the tab that holds it. */
  order(order: Order): void
  holds(): boolean
  close(): void
}

export interface TabsOptions {
  /** Two people signed in in two profiles have two phones; one person in two tabs has one. */
  readonly person: string
  /** From now on this tab is the one. */
  readonly held: () => void
  readonly ordered: (order: Order) => void
  readonly shown: (state: PhoneState) => void
  /** What it is now, for a tab that was just opened. */
  readonly current: () => PhoneState
}

export function openTabs({ person, held, ordered, shown, current }: TabsOptions): Tabs {
  const name = `svara.phone.${person}`
  const channel = new BroadcastChannel(name)
  const closing = new AbortController()
  const over = Promise.withResolvers<void>()
  let mine = false

  const post = (message: Message) => channel.postMessage(message)
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'state' && !mine) shown(data.state)
    else if (data.kind === 'order' && mine) ordered(data.order)
    else if (data.kind === 'ask' && mine) post({ kind: 'state', state: current() })
  })
  navigator.locks
    .request(name, { signal: closing.signal }, () => {
      mine = true
      held()
      return over.promise
    })
    .catch(() => {
      // Closed before it was this tab's turn.
    })
  post({ kind: 'ask' })

  return {
    show(state) {
      if (mine) post({ kind: 'state', state })
    },
    order(order) {
      if (mine) ordered(order)
      else post({ kind: 'order', order })
    },
    holds: () => mine,
    close() {
      closing.abort()
      over.resolve()
      mine = false
      channel.close()
    },
  }
}
