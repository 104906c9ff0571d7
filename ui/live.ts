/**
 * The live store: one signal for each live view. A view's state is the hub's, changed in place by the contract's own `apply`; whoever
 * reads a part of it is told when that part is another.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { LiveDefinition } from '../core/define.ts'
import { type Connection, type LiveClient, type LiveView, openLiveClient } from '../core/live/client.ts'
import { now } from './clock.ts'

export interface View<State, Message> {
  /** The state as it is now; undefined until the first snapshot. Whoever reads it in a signal or a rendering is told of every change. */
  state(): State | undefined
  /** A part of it: changes only when that part is another value. */
  select<Part>(part: (state: State) => Part): ReadonlySignal<Part | undefined>
  /** Why there is none, in the user's language. */
  refused(): string | undefined
  /** Asks again for what was refused. */
  again(): void
  /**
   * Shows what the hub is about to say, until `settle` is called: with `undo`, what takes it back, when it won't say it. Messages
   * must set values, so that they may be applied again over each snapshot that comes meanwhile.
   */
  anticipate(message: Message): { settle: (undo?: Message) => void }
}

export interface LiveStore {
  view<State, Message>(definition: LiveDefinition<State, Message>): View<State, Message>
  readonly connection: ReadonlySignal<Connection>
  /** Since when (ms) what is shown may be old; undefined while it isn't. */
  readonly staleSince: ReadonlySignal<number | undefined>
  /** Whether each view that was opened has been answered for the first time. */
  readonly complete: ReadonlySignal<boolean>
  connect(): void
  /** Closes all: another person signs in. */
  close(): void
}

/** Bursts are joined to one change a frame; a page in the background has no frames. */
const nextFrame = (run: () => void) => (document.hidden ? setTimeout(run, 250) : requestAnimationFrame(run))

export function openLiveStore(signedIn: () => Promise<boolean>): LiveStore {
  const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`
  const client = openLiveClient({ open: () => new WebSocket(address), signedIn })
  return liveStore(client)
}

export function liveStore(client: LiveClient, frame: (run: () => void) => unknown = nextFrame): LiveStore {
  const views = new Map<string, unknown>()
  const connection = signal<Connection>(client.connection())
  const lostAt = signal<number | undefined>(undefined)
  const offlineAt = signal<number | undefined>(undefined)
  const offline = () => {
    offlineAt.value = now.peek()
  }
  const online = () => {
    offlineAt.value = undefined
  }
  addEventListener('offline', offline)
  addEventListener('online', online)
  const unanswered = signal(0)
  client.onConnection(next => {
    connection.value = next
    if (next === 'open') lostAt.value = undefined
    else if (next === 'waiting') lostAt.value ??= now.peek()
  })

  function open<State, Message>(definition: LiveDefinition<State, Message>): View<State, Message> {
    const live: LiveView<State, Message> = client.view(definition)
    const version = signal(0)
    const anticipated = new Set<Message>()
    let scheduled = false
    let answered = false
    unanswered.value += 1

    function changed(): void {
      if (scheduled) return
      scheduled = true
      frame(() => {
        scheduled = false
        version.value += 1
        if (!answered) unanswered.value -= 1
        answered = true
      })
    }
    live.onChange(() => {
      for (const message of anticipated) live.anticipate(message)
      changed()
    })
    const state = () => {
      void version.value
      return live.state()
    }
    return {
      state,
      select: part =>
        computed(() => {
          const current = state()
          return current === undefined ? undefined : part(current)
        }),
      refused: () => {
        void version.value
        return live.refused()?.message
      },
      again: () => live.refresh(),
      anticipate(message) {
        anticipated.add(message)
        live.anticipate(message)
        // At once: it answers a finger.
        version.value += 1
        return {
          settle(undo) {
            anticipated.delete(message)
            if (undo === undefined) return
            live.anticipate(undo)
            version.value += 1
            live.refresh()
          },
        }
      },
    }
  }

  return {
    view<State, Message>(definition: LiveDefinition<State, Message>) {
      const known = views.get(definition.name) as View<State, Message> | undefined
      if (known) return known
      const opened = open(definition)
      views.set(definition.name, opened)
      return opened
    },
    connection,
    // A reload of the hub, or a network that comes right back, is no reason to alarm anybody. A socket may take half a minute to notice
    // that its network is gone; the browser knows sooner.
    staleSince: computed(() => {
      const since = offlineAt.value ?? lostAt.value
      return since === undefined || now.value - since < 2000 ? undefined : since
    }),
    complete: computed(() => unanswered.value === 0),
    connect: () => client.connect(),
    close() {
      removeEventListener('offline', offline)
      removeEventListener('online', online)
      client.close()
    },
  }
}
