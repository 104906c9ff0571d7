/**
 * What a hub says within calls between others, to each side in the name of the other (RFC 3261 section 12.2): that it is over, and whether
 * somebody is still there. Over one connection, which is opened when there is something to say; Kamailio knows a hub by its path.
 */
import { randomUUID } from 'node:crypto'
import { KamailioUnreachable, opposite, type Reached, routesTo, type SideName } from 'kamailio-rpc'
import WebSocket from 'ws'
import { allOf, parseSip, type SipMessage, sipText, statusOf } from './sip-message.ts'

type Method = 'BYE' | 'OPTIONS'

export interface OngoingDialog {
  readonly callId: string
  readonly sides: Readonly<Record<SideName, Reached>>
}

export interface WithinCall {
  /**
   * BYE to both, each a transaction of its own, so that neither waits for the other. Resolves when both have confirmed it, or had the time
   * to. Throws KamailioUnreachable.
   */
  end(dialog: OngoingDialog): Promise<void>
  /** OPTIONS to one side. The status of its answer; 408 where there is none in `patience` ms, 430 (RFC 5626) where its connection is gone. */
  ask(dialog: OngoingDialog, side: SideName, patience: number): Promise<number>
  stop(): void
}

/** Milliseconds: for the confirmations of a BYE, and until the connection is closed. */
const confirmed = 4000
const idle = 10_000
/** BYE comes after whatever else was said in their names, by voice agents too. */
const later = 100_000

/** `door`: Kamailio's host:port for hubs. */
export function withinCall(door: string): WithinCall {
  const waiting = new Map<string, (status: number) => void>()
  let connection: Promise<WebSocket> | undefined
  let closing: NodeJS.Timeout | undefined

  function connect(): Promise<WebSocket> {
    const socket = new WebSocket(`ws://${door}/place`, 'sip')
    socket.on('message', (data: Buffer) => {
      const message = parseSip(data.toString())
      const status = statusOf(message)
      if (status >= 200) waiting.get(branchOf(message))?.(status)
    })
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(socket))
      socket.once('error', cause => reject(new KamailioUnreachable('SIP', cause)))
      socket.once('close', () => {
        connection = undefined
        for (const answered of [...waiting.values()]) answered(408)
      })
    })
  }

  async function request(method: Method, dialog: OngoingDialog, to: SideName, patience: number): Promise<number> {
    clearTimeout(closing)
    connection ??= connect()
    const socket = await connection
    const branch = `z9hG4bK${randomUUID()}`
    const answer = Promise.withResolvers<number>()
    const timer = setTimeout(answer.resolve, patience, 408)
    waiting.set(branch, answer.resolve)
    socket.send(sipText(message(method, door, branch, dialog, to)))
    const status = await answer.promise
    clearTimeout(timer)
    waiting.delete(branch)
    if (waiting.size === 0) closing = setTimeout(() => socket.close(), idle).unref()
    return status
  }

  return {
    async end(dialog) {
      await Promise.all([request('BYE', dialog, 'caller', confirmed), request('BYE', dialog, 'callee', confirmed)])
    },
    ask: (dialog, side, patience) => request('OPTIONS', dialog, side, patience),
    stop() {
      clearTimeout(closing)
      connection?.then(socket => socket.close()).catch(() => undefined)
    },
  }
}

function message(
  method: Method,
  door: string,
  branch: string,
  { callId, sides }: OngoingDialog,
  to: SideName,
): SipMessage {
  const [there, here] = [sides[to], sides[opposite[to]]]
  const ends = method === 'BYE'
  // An OPTIONS uses no number up: it has one that was used before, or none yet, so that what the other side itself sends next is not
  // late (section 12.2.2). It goes past the dialog of Kamailio's, which counts.
  const sequence = ends ? here.sequence + later : Math.max(0, here.sequence - 1)
  const routes = ends ? routesTo(door, there, sides.caller.tag) : there.routes
  return {
    start: `${method} ${there.target} SIP/2.0`,
    headers: [
      ['Via', `SIP/2.0/WS hub.invalid;branch=${branch}`],
      ['Max-Forwards', '70'],
      ['From', `<${here.address}>;tag=${here.tag}`],
      ['To', `<${there.address}>;tag=${there.tag}`],
      ['Call-ID', callId],
      ['CSeq', `${sequence} ${method}`],
      ...routes.map(route => ['Route', route] as const),
      ...(ends ? [] : ([['X-Svara-Socket', there.socket]] as const)),
    ],
    body: '',
  }
}

const branchOf = (response: SipMessage) => /;branch=([^;,\s]+)/i.exec(allOf(response, 'via')[0] ?? '')?.[1] ?? ''
