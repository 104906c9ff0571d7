/** Somebody signed in at a running hub, as the app does it: cookie, token, typed routes, live views. */
import { WebSocket } from 'ws'
import { signIn } from '../../core/access/contract.ts'
import type { LiveDefinition } from '../../core/define.ts'
import { type ApiClient, client, type Fetch } from '../../core/http/client.ts'
import { type LiveClient, openLiveClient, type Socket } from '../../core/live/client.ts'

export interface Session {
  /** Id. */
  readonly person: string
  readonly organisation: string
  readonly call: ApiClient['call']
  /** With the session's cookie; `path` as in "/api/calls". */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>
  readonly csrf: string
  /** Resolves with the view's state once it is so. */
  readonly seen: <State, Message>(
    view: LiveDefinition<State, Message>,
    holds: (state: State) => boolean,
  ) => Promise<State>
  readonly webSocket: (path: string, protocol?: string) => WebSocket
  readonly close: () => void
}

export async function openSession(http: string, email: string, password: string): Promise<Session> {
  let cookie = ''
  const fetchHere: Session['fetch'] = async (path, init = {}) => {
    const headers = { ...(cookie && { cookie }), ...Object.fromEntries(new Headers(init.headers)) }
    const response = await fetch(path.startsWith('http') ? path : http + path, { ...init, headers })
    for (const set of response.headers.getSetCookie()) cookie = set.split(';')[0] ?? ''
    return response
  }
  const api = client(http, fetchHere as Fetch)
  const who = await api.call(signIn, { email, password })
  const webSocket: Session['webSocket'] = (path, protocol) => {
    const options = { headers: { cookie, origin: http } }
    const url = http.replace(/^http/, 'ws') + path
    return protocol === undefined ? new WebSocket(url, options) : new WebSocket(url, protocol, options)
  }
  let live: LiveClient | undefined
  const views = new Map<string, ReturnType<LiveClient['view']>>()

  function view<State, Message>(definition: LiveDefinition<State, Message>) {
    live ??= openLiveClient({ open: () => webSocket('/live') as Socket, signedIn: async () => true })
    live.connect()
    const known = views.get(definition.name)
    if (known) return known
    const opened = live.view(definition) as ReturnType<LiveClient['view']>
    views.set(definition.name, opened)
    return opened
  }

  return {
    person: who.person,
    organisation: who.organisation,
    call: (definition, input) => api.call(definition, input),
    fetch: fetchHere,
    csrf: who.csrf,
    seen<State, Message>(definition: LiveDefinition<State, Message>, holds: (state: State) => boolean) {
      const opened = view(definition)
      return new Promise<State>((resolve, reject) => {
        const check = () => {
          const refused = opened.refused()
          if (refused) reject(new Error(refused.code))
          const state = opened.state() as State | undefined
          if (state === undefined || !holds(state)) return
          stop()
          resolve(state)
        }
        const stop = opened.onChange(check)
        check()
      })
    },
    webSocket,
    close: () => live?.close(),
  }
}
