/**
 * Click to dial, as docs/decisions/006-click-to-dial.md has it: INVITE with nothing to hear to the person's own phones, REFER (RFC 3515)
 * to the one that answers, and BYE when it makes the call. One connection for each: Kamailio knows a hub by its path.
 */
import WebSocket from 'ws'
import { CallNotPlaced, type PlacedCall, type PlaceProblem } from '../port.ts'
import { sipCall } from './sip-call.ts'
import { headerOf, methodOf, parseSip, type SipMessage, sipText, statusOf, tagOf } from './sip-message.ts'
import { dialable, displayName } from './verdict.ts'

/** Kamailio lets phones ring for 25 s; what takes longer will not come. Milliseconds. */
const patience = 40_000
/** A phone that has agreed to call, and tells no more of it, is believed. */
const believed = 4_000

/** Audio, but none to hear (RFC 3264 section 8.4): the phone's own call brings that. */
const silence = [
  'v=0',
  'o=- 1 1 IN IP4 0.0.0.0',
  's=-',
  'c=IN IP4 0.0.0.0',
  't=0 0',
  'm=audio 9 RTP/AVP 8 0 101',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:101 telephone-event/8000',
  'a=inactive',
  '',
].join('\r\n')

/** RFC 3261 section 21. 404 is Kamailio's own: nobody is registered there. */
function problemOf(status: number): PlaceProblem {
  if (status === 486 || status === 600) return 'busy'
  if (status === 408 || status === 487) return 'unanswered'
  return status === 403 || status > 600 ? 'declined' : 'no-phone'
}

/**
 * The own phone rings; it was answered and asked to call; it has agreed; nothing more is waited for, and what was begun is being ended.
 */
type Step = 'ringing' | 'asked' | 'agreed' | 'over'

/** `url`: Kamailio's WebSocket for hubs. */
export function placeCall(url: string, { extension, to, show }: PlacedCall): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const domain = extension.slice(extension.indexOf('@') + 1)
  const name = displayName(show.name ?? '')
  const socket = new WebSocket(url, 'sip')
  const call = sipCall({
    from: `${name && `"${name}" `}<sip:${dialable(show.number)}@${domain}>`,
    target: `sip:${extension}`,
    offer: silence,
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(sipText(message))
    },
  })
  let step: Step = 'ringing'
  /** The answer that made the dialog. */
  let dialog: SipMessage | undefined
  let timer = setTimeout(() => over('unanswered'), patience)

  function wait(milliseconds: number, then: () => void): void {
    clearTimeout(timer)
    timer = setTimeout(then, milliseconds)
  }

  /** Tells how it went; then hangs up, and closes the connection when that is confirmed. */
  function over(problem?: PlaceProblem, cause?: unknown): void {
    if (step === 'over') return
    step = 'over'
    if (problem) reject(new CallNotPlaced(problem, { cause }))
    else resolve()
    if (dialog) call.request('BYE', dialog)
    else call.cancel()
    wait(believed, () => socket.close())
  }

  function answered(answer: SipMessage): void {
    call.acknowledge(answer)
    // Another phone picked up at the same moment; a repeated answer only wants its ACK again.
    if (dialog) {
      if (tagOf(headerOf(answer, 'to')) !== tagOf(headerOf(dialog, 'to'))) call.request('BYE', answer)
      return
    }
    dialog = answer
    if (step === 'over') {
      call.request('BYE', answer)
      return
    }
    step = 'asked'
    call.request('REFER', answer, [
      ['Refer-To', `<sip:${dialable(to)}@${domain}>`],
      ['Referred-By', `<sip:${extension}>`],
    ])
  }

  function response(message: SipMessage): void {
    const [status, method] = [statusOf(message), methodOf(message)]
    if (status < 200) return
    if (method === 'INVITE' && status < 300) {
      answered(message)
    } else if (method === 'INVITE') {
      call.acknowledge(message)
      ended(problemOf(status))
    } else if (method === 'REFER' && step === 'asked') {
      if (status >= 300) {
        over('refused')
        return
      }
      step = 'agreed'
      wait(believed, () => over())
    } else if (method === 'BYE') {
      socket.close()
    }
  }

  function request(message: SipMessage): void {
    const method = methodOf(message)
    if (method === 'ACK') return
    const known = ['BYE', 'NOTIFY', 'OPTIONS', 'INFO'].includes(method)
    call.respond(message, known ? '200 OK' : '488 Not Acceptable Here')
    // How the call goes that it was asked for (RFC 3515 section 2.4.5): 100 says only that it was asked. It may overtake the 202.
    const told = Number(/^SIP\/2\.0 (\d{3})/.exec(message.body)?.[1] ?? 0)
    if (method === 'NOTIFY' && (step === 'asked' || step === 'agreed') && told >= 180) over()
    // Some hang up by themselves as soon as they call; whoever does so before that has changed her mind.
    if (method === 'BYE') ended(step === 'agreed' ? undefined : 'declined')
  }

  /** By the other side: nothing is left to hang up. */
  function ended(problem?: PlaceProblem, cause?: unknown): void {
    if (step !== 'over') {
      step = 'over'
      if (problem) reject(new CallNotPlaced(problem, { cause }))
      else resolve()
    }
    socket.close()
  }

  socket.once('open', () => call.invite())
  socket.on('message', (data: Buffer) => {
    const message = parseSip(data.toString())
    if (headerOf(message, 'call-id') !== call.callId) return
    if (statusOf(message) > 0) response(message)
    else request(message)
  })
  socket.once('error', error => ended('away', error))
  socket.once('close', () => {
    clearTimeout(timer)
    ended('away')
  })
  return promise
}
