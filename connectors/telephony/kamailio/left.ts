/** Whether somebody has left a call without a word: a phone without power says no BYE. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Dialog, KamailioRpc, SideName } from 'kamailio-rpc'
import { isTaken, ongoingDialog } from './listing.ts'
import type { WithinCall } from './within-call.ts'

interface Means {
  readonly rpc: Pick<KamailioRpc, 'dlgOf' | 'uptime'>
  readonly within: Pick<WithinCall, 'ask'>
  readonly asking?: Asking | undefined
}

/** Milliseconds. */
export interface Asking {
  /** That a phone has for its answer. Kamailio sends again over UDP after 0.5, 1.5 and 3.5 s. */
  readonly patience: number
  /** Until one is asked again that knew nothing of the call: it may just have handed it on. */
  readonly lost: number
  /** Until one is asked again whose connection is gone: it may make another. */
  readonly flow: number
}
const usually: Asking = { patience: 3000, lost: 1000, flow: 5000 }

/** A phone whose connection went with a Kamailio makes a new one when it registers next, at the latest (default_expires). Seconds. */
const reconnected = 300

export async function isLeft(means: Means, callId: string, tags?: readonly string[]): Promise<boolean> {
  const sides = await Promise.all((['caller', 'callee'] as const).map(side => isGone(means, callId, side, tags)))
  return sides.includes(true)
}

/** Asked twice, of the call as it is then. */
async function isGone(
  { rpc, within, asking = usually }: Means,
  callId: string,
  side: SideName,
  tags: readonly string[] | undefined,
): Promise<boolean> {
  for (const last of [false, true]) {
    const dialog = await rpc.dlgOf(callId)
    const going = dialog && !isTaken(dialog) ? ongoingDialog(dialog) : undefined
    const asked = going?.sides[side]
    if (!dialog || !going || !asked || (tags && !tags.includes(asked.tag))) return false
    if (/@voice\.invalid\b/.test(asked.target)) return false
    const status = await within.ask(going, side, asking.patience)
    // Whatever else it says, 500 for a number that is used up among it, says that it is there (RFC 3261 section 11.2).
    if (status !== 408 && status !== 430 && status !== 481) return false
    if (status === 430 && !(await isOurs(rpc, dialog))) return false
    if (last) return true
    if (status !== 408) await wait(status === 430 ? asking.flow : asking.lost)
  }
  return false
}

/** Whether this Kamailio has had the call's connections from the beginning, or long enough. */
async function isOurs(rpc: Means['rpc'], { start_ts }: Dialog): Promise<boolean> {
  const { up_since, uptime } = await rpc.uptime()
  return start_ts * 1000 > up_since.getTime() || uptime > reconnected
}
