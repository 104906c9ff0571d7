/** What a leg has said of its media, and heard of the other side's. */
import type { RtpAddress } from '../line.ts'
import type { RtpReceiver } from './rtp.ts'
import { answerOf, facing, hear, offerOf, ourDigits } from './sdp.ts'

export interface Side {
  /** Where the sound is to go; undefined: here. */
  target: RtpAddress | undefined
  readonly faces: RtpAddress | undefined
  /** Payload type of digits, as agreed. */
  readonly digits: number
  /** False where there is no sound that we speak. */
  hears(sdp: string): boolean
  offer(): string
  answer(offer: string): string
}

export function newSide(rtp: () => Pick<RtpReceiver, 'address' | 'port'>): Side {
  const session = String(Date.now())
  let version = 0
  let faces: RtpAddress | undefined
  let digits = ourDigits
  const said = () => {
    version += 1
    const { address, port } = side.target ?? rtp()
    return { rtp: { address, port }, session, version }
  }
  const side: Side = {
    target: undefined,
    get faces() {
      return faces
    },
    get digits() {
      return digits
    },
    hears(sdp) {
      const heard = hear(sdp)
      if (heard.rtp) faces = heard.rtp
      if (heard.digits !== undefined) digits = heard.digits
      return heard.rtp !== undefined
    },
    offer: () => offerOf(said()),
    answer: offer => answerOf({ ...said(), digits, direction: facing(hear(offer).direction) }, offer),
  }
  return side
}
