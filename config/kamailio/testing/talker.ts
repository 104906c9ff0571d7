/** Phones with sound, for tests of what becomes of a call that goes on: each sends a tone of its own, and says which it hears. */
import { header, type Message, method, uriIn } from '../../../connectors/telephony/kamailio/testing/message.ts'
import type { Phone } from '../../../connectors/telephony/kamailio/testing/phone.ts'
import { tonesHeard } from '../../../test/harness/alike.ts'
import { type RtpCaller, rtpCaller } from '../../../test/harness/rtp.ts'
import { decodePcma } from '../../../test/harness/sound.ts'

const portOf = (body: string) => Number(/^m=audio (\d+)/m.exec(body)?.[1])
const tones = [440, 600, 1000, 1400]

/** A phone with sound, which goes along with whatever is asked of it within a call. */
export interface Talker {
  readonly phone: Phone
  readonly rtp: RtpCaller
  readonly tone: number
  over: Promise<void>
  hears(): Promise<readonly number[]>
  /** Talks, in a call that it made. */
  begins(callId: string, remote: string): void
  /** Rings, and is answered. Gives the INVITE. */
  answers(): Promise<Message>
  /** Says this within the call that it answered last. */
  says(name: string, extra?: readonly (readonly [string, string])[]): void
  /** What the other side said last of where it is. */
  target: string | undefined
  /** How its transfers went (RFC 3515 section 2.4.5). */
  readonly told: readonly string[]
  close(): Promise<void>
}

export async function talker(phone: Phone, tone: number): Promise<Talker> {
  const rtp = await rtpCaller()
  let invite: Message | undefined
  const told: string[] = []
  const self: Talker = {
    phone,
    rtp,
    tone,
    over: Promise.resolve(),
    target: undefined,
    told,
    async hears() {
      rtp.forget()
      await rtp.heard(300)
      // As it came: where the sound comes from changes, and its timestamps with it.
      const heard = rtp.packets.slice(-15).flatMap(({ payload }) => [...decodePcma(payload)])
      return tonesHeard({ samples: Int16Array.from(heard), rate: 8000 }, tones)
    },
    begins(callId, remote) {
      rtp.sing(tone, portOf(remote))
      self.target = undefined
      self.over = follow(callId)
    },
    async answers() {
      const asked = await phone.incoming('INVITE')
      invite = asked
      phone.reply(asked, 200, { body: rtp.offer() })
      self.begins(header(asked, 'Call-ID'), asked.body)
      return asked
    },
    says(name, extra) {
      if (invite) phone.send(phone.within(invite, name, extra, self.target))
    },
    close: () => rtp.close(),
  }
  const within = ['BYE', 'OPTIONS', 'INVITE', 'NOTIFY']
  async function follow(callId: string): Promise<void> {
    for (;;) {
      const request = await phone.next(
        one => within.includes(method(one)) && header(one, 'Call-ID') === callId && header(one, 'To').includes('tag='),
      )
      if (method(request) === 'INVITE') {
        phone.reply(request, 200, { body: rtp.offer() })
        rtp.sing(tone, portOf(request.body))
        self.target = uriIn(header(request, 'Contact'))
      } else phone.reply(request, 200)
      if (method(request) === 'NOTIFY') told.push(request.body.trim())
      if (method(request) === 'BYE') return
    }
  }
  return self
}
