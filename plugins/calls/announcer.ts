/** One announcement before answer: early media, the words, and then the call ends (or the caller hangs up first). */
import type { Logger } from 'pino'
import type { Announcement, Media } from '../../connectors/media/port.ts'
import type { Speech } from '../../connectors/speech/port.ts'
import type { Verdict } from '../../connectors/telephony/port.ts'
import type { Language } from '../../core/define.ts'
import { HubError } from '../../core/error.ts'
import type { Pending } from './answer.ts'

interface Words {
  readonly text: string
  readonly language: Language
  readonly sipStatus: number
  /** Whom the text is about. */
  readonly of: string | undefined
}

export interface Announcer {
  announce(callId: string, words: Words): Promise<Verdict>
  /** The caller hung up, or the hub stops. */
  hushed(callId: string): void
  hushAll(): void
}

/** After the last sample: the far end's jitter buffer plays what it still holds. */
const tailMs = 200
/** How long the verdict waits for words that were never spoken before. Kamailio waits a second, and then lets the phones ring. */
const speakingMs = 400

export function announcer(media: Media, speech: Speech, pending: Pending, log: Logger): Announcer {
  const playing = new Map<string, () => void>()

  async function played(callId: string, announcement: Announcement, file: Promise<string>): Promise<void> {
    const hush = Promise.withResolvers<void>()
    playing.set(callId, hush.resolve)
    let timer: NodeJS.Timeout | undefined
    try {
      const spoken = await Promise.race([file, hush.promise])
      if (!spoken) return
      const { milliseconds } = await announcement.play(spoken)
      timer = setTimeout(hush.resolve, milliseconds + tailMs)
      await hush.promise
    } catch (error) {
      log.warn({ err: error, callId }, 'an announcement was not heard to its end')
    } finally {
      clearTimeout(timer)
      playing.delete(callId)
      await announcement.end().catch((error: unknown) => log.warn({ err: error, callId }, 'media was not freed'))
    }
  }

  return {
    async announce(callId, { text, language, sipStatus, of }) {
      const question = pending.get(callId)
      const reason = text.slice(0, 80)
      // An INVITE without an offer (RFC 3261 section 13.2.1) leaves nothing to play to.
      if (!question?.sdp) return { verb: 'reject', sipStatus, reason: sipReason(sipStatus) }
      const { fromTag, sdp } = question
      const file = speech.say(text, language, of)
      // What fails in time leaves the call to the next rule.
      const aWhile = new Promise(resolve => setTimeout(resolve, speakingMs))
      await Promise.race([file, aWhile])
      file.catch(() => {}) // Told when it is to be played.
      const announcement = await media.announce({ callId, fromTag, sdp }).catch(refusal)
      // What a caller offers may be nothing to play to either; and it is not for her to pass over the rule that way.
      if (!announcement) return { verb: 'reject', sipStatus, reason: sipReason(sipStatus) }
      log.debug({ callId, reason }, 'announcing')
      return {
        verb: 'progress',
        sdp: announcement.sdp,
        context: '',
        async next() {
          await played(callId, announcement, file)
          return { verb: 'reject', sipStatus, reason: sipReason(sipStatus) }
        },
      }
    },
    hushed: callId => playing.get(callId)?.(),
    hushAll() {
      for (const hush of playing.values()) hush()
    },
  }
}

/** Undefined for what media refuses, by the offer it was given; anything else is thrown on. */
function refusal(error: unknown): undefined {
  if (error instanceof HubError && error.code === 'media.refused') return undefined
  throw error
}

/** Reason phrases of RFC 3261 section 21.4. */
function sipReason(status: number): string {
  const phrases: Record<number, string> = { 480: 'Temporarily Unavailable', 486: 'Busy Here' }
  const phrase = phrases[status]
  if (!phrase) throw new HubError('calls.sip-status', 500, { status })
  return phrase
}
