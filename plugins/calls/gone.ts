/**
 * Ends calls that somebody has left without a word: a phone without power, a cable that was pulled. Whoever is heard is there, and costs one
 * question to the media; of whom nothing is heard (on hold, muted, or gone) the phone itself is asked.
 */
import type { Media } from '../../connectors/media/port.ts'
import type { Telephony } from '../../connectors/telephony/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'

/**
 * How often all calls are looked at (ms), and how many at the same time: between two packets are 20 ms, between two reports 5 s or so (RFC 3550
 * section 6.2).
 */
const everyMs = 5000
const atOnce = 20
/** Who is silent and was there is asked again with the second look after that. Milliseconds. */
const againMs = 9000
/** Calls that are asked about at a time: of more, silence says something about the media. */
const most = 200

interface Ports {
  readonly media: Pick<Media, 'packets'>
  readonly telephony: Pick<Telephony, 'connected' | 'isLeft' | 'hangUp'>
}

/** `calls`: Call-IDs of those that go on. */
export function endWhereGone(
  hub: Pick<Hub, 'log' | 'onStart' | 'onStop'>,
  { media, telephony }: Ports,
  calls: () => ReadonlySet<string>,
): void {
  let before: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map()
  /** Until when a call's silent sides are not asked again, by a clock that never goes back (ms). */
  const patient = new Map<string, number>()
  const asking = new Set<string>()
  let looking = false

  async function ask(callId: string, sides: readonly string[] | undefined): Promise<void> {
    asking.add(callId)
    try {
      if (await telephony.isLeft(callId, sides)) {
        hub.log.info({ callId }, 'a call that somebody has left without a word is ended')
        await telephony.hangUp(callId)
      }
    } catch (error) {
      hub.log.warn({ err: error, callId }, 'it could not be told whether somebody is still in a call')
    }
    asking.delete(callId)
    patient.set(callId, performance.now() + againMs)
  }

  async function look(): Promise<void> {
    const going = [...calls()]
    const heard = new Map<string, ReadonlyMap<string, number>>()
    // Once the media doesn't answer, it isn't waited for again: the phones can be asked without it.
    let answers = true
    const packets = async (callId: string) => {
      if (!answers) return undefined
      return await media.packets(callId).catch((error: unknown) => {
        if (!(error instanceof HubError)) throw error
        answers = false
        return undefined
      })
    }
    for (let from = 0; from < going.length; from += atOnce) {
      await Promise.all(
        going.slice(from, from + atOnce).map(async callId => {
          const sides = await packets(callId)
          if (sides) heard.set(callId, sides)
          const silent = sides && [...sides.keys()].filter(tag => sides.get(tag) === before.get(callId)?.get(tag))
          if (silent?.length === 0 || asking.has(callId) || asking.size >= most) return
          if ((patient.get(callId) ?? 0) <= performance.now()) void ask(callId, silent)
        }),
      )
    }
    before = heard
    const still = new Set(going)
    for (const callId of patient.keys()) if (!still.has(callId)) patient.delete(callId)
  }

  let timer: NodeJS.Timeout | undefined
  hub.onStart(() => {
    timer = setInterval(() => {
      if (looking || !telephony.connected()) return
      looking = true
      look()
        .catch((error: unknown) => hub.log.warn({ err: error }, 'calls that somebody has left could not be looked for'))
        .finally(() => {
          looking = false
        })
    }, everyMs)
  })
  hub.onStop(() => clearInterval(timer))
}
