/** For tests: a whole server on a free port with two organisations, and browsers with a cookie each. */
import { pino } from 'pino'
import { WebSocket } from 'ws'
import type { Account, Accounts } from '../access/accounts.ts'
import { signIn } from '../access/contract.ts'
import type { Features } from '../access/may.ts'
import { hashPassword } from '../access/passwords.ts'
import { memorySessions, type SessionStore } from '../access/session-store.ts'
import { openSessions } from '../access/sessions.ts'
import { openSignIn } from '../access/sign-in.ts'
import type { Hub } from '../hub.ts'
import { type LiveOptions, openLive } from '../live/index.ts'
import { openMetrics } from '../metrics.ts'
import { coreWords } from '../words/index.ts'
import { lexicon } from '../words.ts'
import { type ApiClient, client, type Fetch } from './client.ts'
import { type HttpOptions, openHttp } from './index.ts'

export const password = 'norrsken-hemligt'

/** The parts of answers that tests look into. */
export interface Answer {
  readonly error: { code: string; message: string; field?: string; details: Record<string, unknown> }
  readonly csrf: string
}
export const json = async (response: Response | Promise<Response>) => (await (await response).json()) as Answer

export interface Browser {
  readonly api: ApiClient
  /** fetch with this browser's cookie. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>
  readonly cookie: () => string
  readonly signIn: (email: string) => Promise<{ csrf: string; person: string }>
  readonly webSocket: (
    path: string,
    options?: { origin?: string | null; cookie?: string; protocol?: string },
  ) => WebSocket
}

/** Hubs that share one database, as several machines would. */
export interface Shared {
  readonly store: SessionStore
  readonly people: Map<string, { account: Account; email: string }>
  readonly broadcast: Hub['broadcast']
}

export async function sharedByHubs(): Promise<Shared> {
  const passwordHash = await hashPassword(password)
  const person = (name: string, organisation: string, rest: Partial<Account> = {}) => ({
    email: `${name}@${organisation}.example`,
    account: {
      person: name,
      organisation,
      role: 'member',
      plan: 'Business',
      passwordHash,
      disabled: false,
      language: 'sv',
      zone: 'Europe/Stockholm',
      place: { country: 'SE' },
      name,
      ...rest,
    } satisfies Account,
  })
  const all = [
    person('anna', 'norrsken'),
    person('david', 'norrsken', { role: 'administrator', plan: 'Enterprise', language: 'en' }),
    person('elin', 'norrsken', { plan: 'Pro' }),
    person('gone', 'norrsken', { disabled: true }),
    person('gustav', 'fjallstrom', { role: 'administrator', plan: 'Enterprise' }),
  ]
  const handlers = new Map<string, ((message: never) => void)[]>()
  return {
    store: memorySessions(),
    people: new Map(all.map(entry => [entry.account.person, entry])),
    broadcast(name, _schema, handle) {
      const all = handlers.get(name) ?? []
      handlers.set(name, [...all, handle])
      return message => {
        for (const each of handlers.get(name) ?? []) each(message as never)
      }
    },
  }
}

type Options = Partial<HttpOptions> & {
  now?: () => number
  refused?: (password: string) => boolean
  live?: Partial<LiveOptions>
  shared?: Shared
  /** A free one unless given. */
  port?: number
}

export async function openTestHub(options: Options = {}) {
  const shared = options.shared ?? (await sharedByHubs())
  const { people, store, broadcast } = shared
  const watchers: Parameters<Accounts['watch']>[0][] = []
  const accounts: Accounts = {
    byEmail: async email => [...people.values()].find(entry => entry.email === email)?.account,
    byPerson: async person => people.get(person)?.account,
    async setPassword(person, passwordHash) {
      change(person, { passwordHash })
    },
    watch: listener => void watchers.push(listener),
  }
  function change(person: string, to: Partial<Account>): void {
    const entry = people.get(person)
    if (entry) people.set(person, { ...entry, account: { ...entry.account, ...to } })
    for (const watcher of watchers) watcher(person, 'access')
  }

  const { now } = options
  const sessions = openSessions({ store, accounts: () => accounts, broadcast, ...(now ? { now } : {}) })
  sessions.watch()
  const features: Features = options.features ?? { recording: ['Enterprise'] }
  const words = options.lexicon ?? lexicon(coreWords)
  const log = options.log ?? pino({ level: 'silent' })
  const metrics = openMetrics()
  const http = openHttp({
    sessions,
    signIn: openSignIn({ accounts: () => accounts, sessions, refused: options.refused }),
    features,
    lexicon: words,
    log,
    metrics,
    production: false,
    ...options,
  })
  const live = openLive({ http, sessions, features, lexicon: words, log, metrics, production: false, ...options.live })
  const { port } = await http.listen(options.port ?? 0, '127.0.0.1')
  const scheme = options.tls ? 'https' : 'http'
  const origin = `${scheme}://127.0.0.1:${port}`

  function browser(): Browser {
    let cookie = ''
    const fetchHere: Browser['fetch'] = async (path, init = {}) => {
      const headers = { ...(cookie ? { cookie } : {}), ...Object.fromEntries(new Headers(init.headers)) }
      const response = await fetch(path.startsWith('http') ? path : origin + path, { ...init, headers })
      for (const set of response.headers.getSetCookie()) cookie = set.split(';')[0] ?? ''
      return response
    }
    const api = client(origin, fetchHere as Fetch)
    return {
      api,
      fetch: fetchHere,
      cookie: () => cookie,
      signIn: email => api.call(signIn, { email, password }),
      webSocket(path, { origin: from = origin, cookie: sent = cookie, protocol } = {}) {
        const headers = { ...(sent ? { cookie: sent } : {}), ...(from === null ? {} : { origin: from }) }
        const url = origin.replace(/^http/, 'ws') + path
        return protocol === undefined ? new WebSocket(url, { headers }) : new WebSocket(url, protocol, { headers })
      },
    }
  }

  return {
    http,
    live,
    sessions,
    accounts,
    change,
    origin,
    port,
    browser,
    async close() {
      await live.close()
      await http.close(500)
    },
  }
}
