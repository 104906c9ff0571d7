/** A call that the agent makes. */
import { randomUUID } from 'node:crypto'
import type { AckableIncomingResponseWithSession } from 'sip.js/lib/core/index.js'
import type { OutgoingLine } from '../line.ts'
import type { Dialled } from '../port.ts'
import { type Dialogue, dialogue, sdpBody } from './dialogue.ts'
import { playing } from './playing.ts'
import { startRecording } from './recorder.ts'
import { type RtpReceiver, rtpReceiver } from './rtp.ts'
import { newSide } from './side.ts'
import type { LineSurroundings } from './sip-lines.ts'
import { uri } from './user-agent.ts'

/** Begins at once, and is told how it went by `connected`. */
export function outgoingLine(call: Dialled, surroundings: LineSurroundings): OutgoingLine {
  const { core, address, media, log, asking, confirmed, referred } = surroundings
  const callId = randomUUID()
  const ended = Promise.withResolvers<'other' | 'agent' | 'lost'>()
  const connected = Promise.withResolvers<number>()
  const listeners = new Set<(digit: string) => void>()
  const digit = (pressed: string) => {
    for (const listener of [...listeners]) listener(pressed)
  }
  let rtp: RtpReceiver | undefined
  let dialog: Dialogue | undefined
  let tag = ''
  let over = false
  let givenUp = false
  let cancel = () => {}
  const receiver = () => {
    if (!rtp) throw new Error('no socket yet')
    return rtp
  }
  const side = newSide(receiver)

  const end = (by: 'other' | 'agent' | 'lost', sipStatus: number) => {
    if (over) return
    over = true
    rtp?.close()
    connected.resolve(sipStatus)
    ended.resolve(by)
  }

  function begin(): void {
    const target = uri(`sip:${encodeURIComponent(call.to).replaceAll('%2B', '+')}@${call.domain}`)
    const own = core.configuration.contact
    const message = core.makeOutgoingRequestMessage(
      'INVITE',
      target,
      own.uri,
      target,
      { callId },
      [
        `Contact: ${own.toString()}`,
        `X-Svara-Context: ${call.context.replace(/\s+/g, '')}`,
        'Allow: ACK, BYE, CANCEL, INFO, INVITE, NOTIFY, OPTIONS, REFER',
      ],
      sdpBody(side.offer()),
    )
    // Nothing is cancelled before the other side has said anything (RFC 3261 section 9.1).
    let heard = false
    let cancelled = false
    cancel = () => {
      if (heard && givenUp && !cancelled) {
        cancelled = true
        invite.cancel()
      }
    }
    const provisional = () => {
      heard = true
      cancel()
    }
    const invite = core.invite(message, {
      onTrying: provisional,
      onProgress: provisional,
      onAccept: accepted,
      onReject: ({ message: { statusCode = 500 } }) => end(givenUp ? 'agent' : 'other', statusCode),
      onRedirect: ({ message: { statusCode = 300 } }) => end('other', statusCode),
    })
  }

  function accepted(response: AckableIncomingResponseWithSession): void {
    const { message, session } = response
    response.ack()
    // Too late, a second phone of a fork, or no sound in common: hung up on at once.
    if (over || dialog || givenUp || !side.hears(message.body)) {
      session.bye()
      if (!dialog) end('agent', givenUp ? 487 : 488)
      return
    }
    tag = session.remoteTag
    confirmed(session)
    const ended = (by: 'other' | 'lost') => end(by, 200)
    dialog = dialogue({ core, session, side, ours: true, digit, ended, asking, referred })
    connected.resolve(200)
  }

  void rtpReceiver(address, () => side.digits)
    .then(made => {
      rtp = made
      rtp.onDigit(digit)
      if (givenUp) return end('agent', 487)
      begin()
    })
    .catch(error => {
      log?.warn({ err: error }, 'a call could not be made')
      end('lost', 500)
    })

  return {
    callId,
    connected: connected.promise,
    ended: ended.promise,
    get answered() {
      return dialog !== undefined
    },
    get faces() {
      return side.faces
    },
    async answer() {},
    ring() {},
    play: playing({ media, callId, tag: () => tag, log }),
    onDigit(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    record: to => startRecording(receiver(), to),
    async pointMediaAt(target) {
      side.target = target
      if (dialog && !over) await dialog.describe()
    },
    hangUp() {
      if (over) return
      if (dialog) {
        dialog.hangUp()
        return end('agent', 200)
      }
      givenUp = true
      cancel()
    },
  }
}
