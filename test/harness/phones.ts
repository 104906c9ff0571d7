/** Desk phones of the demonstration and callers of the public network, played by sipp. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { SipMessage } from './sip-message.ts'
import { type Client, client } from './sipp.ts'

/** Where a stack listens. */
export interface Doors {
  readonly sipPort: number
  readonly trunkPort: number
}

export interface Device {
  readonly user: string
  readonly domain: string
  readonly authName: string
  readonly secret: string
}

/** The demonstration's desk phone with this short number. */
export const deskPhone = (short: string, organisation: 'norrsken' | 'fjallstrom' = 'norrsken'): Device => ({
  user: short,
  domain: `${organisation}.svara.localhost`,
  authName: `${short}-desk`,
  secret: `${organisation}-${short}`,
})

/** Gives the status of the final answer; rejects when there was none. `contactPort`: where calls to it go; 0 `seconds` takes it back. */
export async function register(
  { sipPort }: Doors,
  device: Device,
  contactPort: number,
  { seconds = 300, transport }: { seconds?: number; transport?: 'udp' | 'tcp' } = {},
): Promise<number> {
  const asks = await client('register', {
    server: sipPort,
    calls: 1,
    values: { ...device, contactPort, expires: seconds },
    ...(transport && { transport }),
  })
  const isFinal = ({ status, header }: SipMessage) =>
    status !== undefined && !(status === 401 && header('CSeq') === '1 REGISTER')
  return (await asks.message(isFinal)).status ?? 0
}

export type Behaviour =
  | { readonly does: 'answers'; readonly afterMs?: number }
  | { readonly does: 'rings' }
  | { readonly does: 'refuses'; readonly status: 486 | 603 | 480 }

export interface Phone extends Pick<Client, 'port' | 'messages' | 'message'> {
  readonly device: Device
  /** Every INVITE that reached it; one that came again (RFC 3261 section 17.1.1.2) is one. */
  invites(): readonly SipMessage[]
  /** The INVITE of the call that came, or comes, first. */
  rung(): Promise<SipMessage>
  /** Takes its registration back, where it has one, and ends it. */
  close(): Promise<void>
  /** As when somebody pulls the plug. */
  die(): Promise<void>
}

export async function phone(
  doors: Doors,
  device: Device,
  behaviour: Behaviour,
  { registered = true, port }: { registered?: boolean; port?: number } = {},
): Promise<Phone> {
  const values = {
    user: device.user,
    ringFor: behaviour.does === 'answers' ? (behaviour.afterMs ?? 100) : 0,
    status: behaviour.does === 'refuses' ? behaviour.status : 0,
  }
  const plays = await client(behaviour.does, { server: doors.sipPort, values, ...(port && { port }) })
  if (registered) {
    const status = await register(doors, device, plays.port)
    if (status !== 200) throw new Error(`${device.user} can't register: ${status}`)
  }
  const isInvite = ({ direction, method }: SipMessage) => direction === 'received' && method === 'INVITE'
  return {
    ...plays,
    device,
    invites: () => [
      ...new Map(
        plays
          .messages()
          .filter(isInvite)
          .map(one => [one.header('Via'), one]),
      ).values(),
    ],
    rung: () => plays.message(isInvite),
    async close() {
      if (registered) await register(doors, device, plays.port, { seconds: 0 })
      await plays.stop()
    },
    die: () => plays.stop(),
  }
}

export interface CallOptions {
  /** From's URI and name, where they aren't those of the phone, or `sip:number@127.0.0.1` on a trunk. */
  readonly from?: string
  /** More header fields, a line each. */
  readonly headers?: readonly string[]
  /** Hangs up so long after the answer. */
  readonly talkMs?: number
  /** Takes the call back so long after it rings, or after early media begins. */
  readonly cancel?: { readonly on: 180 | 183; readonly afterMs: number }
  /** Where it wants the sound to go. */
  readonly mediaPort?: number
  readonly callId?: string
  readonly transport?: 'udp' | 'tcp'
}

export interface Call extends Pick<Client, 'messages' | 'message' | 'ended' | 'stop'> {
  readonly callId: string
  /** The answer, a refusal, or 487 when it was taken back. */
  final(): Promise<SipMessage>
  /** Statuses of the answers to INVITE that this client got after it said who it is, in order, each once. */
  statuses(): readonly number[]
}

/** From the public network. `number`: as the other network writes it. */
export function trunkCall(
  { trunkPort }: Doors,
  number: string | undefined,
  to: string,
  options: CallOptions & { asserted?: boolean; domain?: string } = {},
): Promise<Call> {
  const { asserted = true, domain = 'svara.localhost', headers = [] } = options
  const said = number === undefined || asserted ? 'sip:anonymous@anonymous.invalid' : `sip:${number}@127.0.0.1`
  const identity = number !== undefined && asserted ? [`P-Asserted-Identity: <sip:${number}@127.0.0.1>`] : []
  return call(trunkPort, {
    ...options,
    from: options.from ?? `<${said}>`,
    to: `sip:${to}@${domain}`,
    user: 'trunk',
    headers: [...identity, ...headers],
  })
}

/** From a phone, which says its secret when asked. */
export function phoneCall({ sipPort }: Doors, device: Device, to: string, options: CallOptions = {}): Promise<Call> {
  const { user, domain } = device
  const target = to.includes('@') ? `sip:${to}` : `sip:${to}@${domain}`
  return call(sipPort, { ...options, ...device, from: options.from ?? `<sip:${user}@${domain}>`, to: target })
}

interface Placed extends CallOptions {
  readonly from: string
  readonly to: string
  readonly user: string
  readonly authName?: string
  readonly secret?: string
}

async function call(server: number, placed: Placed): Promise<Call> {
  const {
    from,
    to,
    user,
    authName = '',
    secret = '',
    headers = [],
    talkMs = 200,
    cancel,
    mediaPort,
    transport,
  } = placed
  const callId = placed.callId ?? randomUUID()
  const at = (status: number) => (cancel?.on === status ? ' next="cancel"' : '')
  const values = {
    from,
    to,
    user,
    authName,
    secret,
    headers: headers.map(line => `\n      ${line}`).join(''),
    branch: `z9hG4bK${randomBytes(8).toString('hex')}`,
    talkFor: talkMs,
    cancelAfter: cancel?.afterMs ?? 0,
    on180: at(180),
    on183: at(183),
    mediaPort: mediaPort ?? '[media_port]',
  }
  const plays = await client('calls', { server, calls: 1, callId, values, ...(transport && { transport }) })
  const ofInvite = ({ direction, status, header }: SipMessage) =>
    direction === 'received' && status !== undefined && status !== 407 && /INVITE$/.test(header('CSeq') ?? '')
  return {
    ...plays,
    callId,
    final: () => plays.message(one => ofInvite(one) && Number(one.status) >= 200),
    statuses: () => [
      ...new Set(
        plays
          .messages()
          .filter(ofInvite)
          .flatMap(({ status }) => status ?? []),
      ),
    ],
  }
}
