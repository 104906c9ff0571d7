/** How a call sounds, from what the browser counts (https://www.w3.org/TR/webrtc-stats/). */
import type { Quality } from './state.ts'

/** Counts so far, and what the last report of the other side said. */
export interface Counted {
  readonly received: number
  readonly lost: number
  /** Seconds. */
  readonly jitter: number
  /** Seconds there and back; what of ours was lost on its way, 0 to 1. */
  readonly roundTrip: number
  readonly lostThere: number
}

export function counted(report: RTCStatsReport): Counted {
  let [received, lost, jitter, roundTrip, lostThere] = [0, 0, 0, 0, 0]
  for (const stats of report.values() as Iterable<Record<string, unknown>>) {
    const { type, kind } = stats
    if (kind !== 'audio') continue
    if (type === 'inbound-rtp') {
      received += number(stats.packetsReceived)
      lost += number(stats.packetsLost)
      jitter = Math.max(jitter, number(stats.jitter))
    } else if (type === 'remote-inbound-rtp') {
      roundTrip = Math.max(roundTrip, number(stats.roundTripTime))
      lostThere = Math.max(lostThere, number(stats.fractionLost))
    }
  }
  return { received, lost, jitter, roundTrip, lostThere }
}

const number = (value: unknown) => (typeof value === 'number' ? value : 0)

/** ITU-T G.114 has 400 ms one way as the most; from about 5 % on, words get lost. */
export function quality(before: Counted | undefined, now: Counted): Quality {
  const came = now.received - (before?.received ?? 0)
  const missing = Math.max(0, now.lost - (before?.lost ?? 0))
  if (came <= 0) return 'silent'
  const poor = missing / (came + missing) > 0.05 || now.lostThere > 0.05 || now.jitter > 0.06 || now.roundTrip > 0.6
  return poor ? 'poor' : 'good'
}
