/**
 * The browser's registration (RFC 3261 section 10, by WebSocket: RFC 7118). It comes back by itself: the WebSocket goes with every restart
 * of the hub. Calls don't: in each dialog stands a GRUU (RFC 5627), which leads to whatever connection there is.
 */
import {
  type Invitation,
  Registerer,
  RegistererState,
  type Session,
  type SessionDescriptionHandler,
  UserAgent,
} from 'sip.js'

export interface Credentials {
  readonly extension: string
  readonly authName: string
  readonly secret: string
  readonly iceServers: readonly RTCIceServer[]
}

export interface LineOptions {
  credentials(): Promise<Credentials>
  /** ws://host/sip */
  readonly server: string
  media(session: Session, iceServers: readonly RTCIceServer[]): SessionDescriptionHandler
  invited(invitation: Invitation): void
  /** `back`: there was a connection before, and something may have been missed. */
  changed(state: 'starting' | 'ready' | 'lost', back: boolean): void
}

export interface Line {
  /** Undefined until the hub has given a secret. */
  agent(): UserAgent | undefined
  isReady(): boolean
  /** Tries at once to come back, where it waits. */
  hurry(): void
  /** Takes the registration back. */
  stop(): Promise<void>
}

/** Seconds: a browser that vanished without a word is rung no longer than that. */
const expires = 120
const shortest = 250
const longest = 8000

export function openLine(options: LineOptions): Line {
  // One a page: a page that is loaded anew has lost its calls, and what still comes of them must not look for it.
  const instanceId = crypto.randomUUID()
  let agent: UserAgent | undefined
  let registerer: Registerer | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let delay = shortest
  let ready = false
  let registeredBefore = false
  let stopped = false
  let trying = false

  function tell(now: boolean): void {
    if (stopped || now === ready) return
    ready = now
    if (now) delay = shortest
    options.changed(now ? 'ready' : 'lost', registeredBefore)
    if (now) registeredBefore = true
  }

  function later(): void {
    if (stopped) return
    clearTimeout(timer)
    // Not all browsers of a company at the same moment.
    timer = setTimeout(() => void attempt(), delay * (0.5 + Math.random() / 2))
    delay = Math.min(longest, delay * 2)
  }

  async function attempt(): Promise<void> {
    if (trying || stopped) return
    trying = true
    clearTimeout(timer)
    try {
      agent ??= await start()
      if (!agent.isConnected()) await agent.reconnect()
      await register(agent)
      tell(true)
    } catch {
      tell(false)
      later()
    } finally {
      trying = false
    }
  }

  async function start(): Promise<UserAgent> {
    const { extension, authName, secret, iceServers } = await options.credentials()
    const uri = UserAgent.makeURI(`sip:${extension}`)
    if (!uri) throw new Error('no address')
    const started = new UserAgent({
      uri,
      authorizationUsername: authName,
      authorizationPassword: secret,
      instanceId,
      transportOptions: { server: options.server, keepAliveInterval: 0 },
      sessionDescriptionHandlerFactory: session => options.media(session, iceServers),
      userAgentString: 'Svara app',
      contactParams: { transport: 'ws' },
      // The rules say how long it rings.
      noAnswerTimeout: 600,
      logBuiltinEnabled: false,
      delegate: {
        onInvite: invitation => options.invited(invitation),
        onDisconnect() {
          tell(false)
          later()
        },
      },
    })
    await started.start()
    return started
  }

  /** Rejects unless the registrar says 200. A secret that it doesn't know (any more) is asked for anew. */
  function register(on: UserAgent): Promise<void> {
    registerer ??= new Registerer(on, { expires, regId: 1, instanceId, refreshFrequency: 80, logConfiguration: false })
    const registering = registerer
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no answer')), 5000)
      registering.stateChange.addListener(state => {
        if (registering === registerer && state === RegistererState.Unregistered && ready) {
          tell(false)
          later()
        }
      })
      registering
        .register({
          requestDelegate: {
            onAccept() {
              clearTimeout(late)
              resolve()
            },
            onReject({ message: { statusCode } }) {
              clearTimeout(late)
              if (statusCode === 401 || statusCode === 403 || statusCode === 407) void forget(on)
              reject(new Error(`refused: ${statusCode}`))
            },
          },
        })
        .catch(reject)
    })
  }

  async function forget(on: UserAgent): Promise<void> {
    if (agent !== on) return
    agent = undefined
    registerer = undefined
    await on.stop().catch(() => {})
  }

  const hurry = () => {
    if (!ready) void attempt()
  }
  addEventListener('online', hurry)
  options.changed('starting', false)
  void attempt()

  return {
    agent: () => agent,
    isReady: () => ready,
    hurry,
    async stop() {
      stopped = true
      clearTimeout(timer)
      removeEventListener('online', hurry)
      await registerer?.unregister().catch(() => {})
      await agent?.stop().catch(() => {})
    },
  }
}
