/** A call that came to the agent. */
import type { InviteUserAgentServer, Session } from 'sip.js/lib/core/index.js'
import type { Line } from '../line.ts'
import { type Dialogue, dialogue, sdpBody } from './dialogue.ts'
import { playing } from './playing.ts'
import { startRecording } from './recorder.ts'
import { type RtpReceiver, rtpReceiver } from './rtp.ts'
import { ourDigits } from './sdp.ts'
import { newSide } from './side.ts'
import type { LineSurroundings } from './sip-lines.ts'

export async function incomingLine(
  request: InviteUserAgentServer,
  { core, address, media, log, asking, confirmed, referred }: LineSurroundings,
): Promise<Line> {
  const { callId, fromTag, body } = request.message
  const ended = Promise.withResolvers<'other' | 'agent' | 'lost'>()
  const listeners = new Set<(digit: string) => void>()
  const digit = (pressed: string) => {
    for (const listener of [...listeners]) listener(pressed)
  }
  let rtp: RtpReceiver | undefined
  let dialog: Dialogue | undefined
  let early = false
  let over = false
  const end = (by: 'other' | 'agent' | 'lost') => {
    if (over) return
    over = true
    rtp?.close()
    ended.resolve(by)
  }
  const refuse = (statusCode: number, by: 'other' | 'agent' | 'lost') => {
    if (over || dialog) return
    request.reject({ statusCode })
    end(by)
  }
  request.delegate = { onCancel: () => refuse(487, 'other'), onTransportError: () => end('lost') }

  const receiver = await rtpReceiver(address, () => side.digits)
  rtp = receiver
  receiver.onDigit(digit)
  const side = newSide(() => receiver)
  const late = !body
  if (over) receiver.close()
  else if (!late && !side.hears(body)) refuse(488, 'agent')

  const play = playing({ media, callId, tag: () => fromTag, log })

  return {
    callId,
    get answered() {
      return dialog !== undefined
    },
    get faces() {
      return side.faces
    },
    async answer() {
      if (dialog || over) return
      // The sound may only go elsewhere at once where digits have the same payload type there.
      const away = side.digits === ourDigits ? undefined : side.target
      if (away) side.target = undefined
      const sdp = late ? side.offer() : side.answer(body)
      const { session } = request.accept({ statusCode: 200, body: sdpBody(sdp) })
      dialog = begin(session)
      if (away) {
        side.target = away
        await dialog.describe()
      }
    },
    ring() {
      if (!dialog && !early && !over) request.progress({ statusCode: 180 })
    },
    async play(sound, signal) {
      if (over) return
      if (!dialog && !early && !late) {
        early = true
        request.progress({ statusCode: 183, body: sdpBody(side.answer(body)) })
      }
      await play(sound, signal)
    },
    onDigit(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    record: to => startRecording(receiver, to),
    async pointMediaAt(target) {
      side.target = target
      if (dialog && !over) await dialog.describe()
    },
    hangUp(sipStatus = 480) {
      if (over) return
      if (!dialog) return refuse(sipStatus, 'agent')
      dialog.hangUp()
      end('agent')
    },
    ended: ended.promise,
  }

  function begin(session: Session): Dialogue {
    confirmed(session)
    return dialogue({ core, session, side, ours: false, digit, ended: end, asking, referred })
  }
}
