/** What rings and what goes on in the telephony in memory. */
import type { Caller, OngoingCall, Outcome, Registration } from './port.ts'

/** One device that rings, or the public network. */
export interface Ringing {
  readonly callId: string
  readonly show: Caller
  /** Where it rings: an extension, or the number that the trunk dials. */
  readonly at: string
  answer(): void
  /** A final SIP status, 4xx to 6xx. */
  refuse(sipStatus: number): void
  /** The seconds of the verdict are over, for all that ring. */
  unanswered(): void
  /** Resolves when it stops ringing without having answered or refused. */
  readonly cancelled: Promise<void>
}

/** A queue that somebody may wait at. */
export function queue<Item>() {
  const items: Item[] = []
  const takers: ((item: Item) => void)[] = []
  return {
    put: (item: Item) => {
      const taker = takers.shift()
      if (taker) taker(item)
      else items.push(item)
    },
    take: (): Promise<Item> =>
      new Promise(resolve => {
        const [item] = items.splice(0, 1)
        if (item === undefined) takers.push(resolve)
        else resolve(item)
      }),
  }
}

export interface Device {
  readonly transfers: boolean
  readonly registration: Registration
  readonly rings: ReturnType<typeof queue<Ringing>>
}

export interface Ongoing {
  readonly call: OngoingCall
  readonly end: (by: 'caller' | 'callee' | 'system') => void
  /** While it rings: it rings there too. False for the second who asks. */
  readonly also?: (extension: string) => boolean
}

export const outcomes: Readonly<Record<number, Outcome>> = { 486: 'busy', 600: 'busy', 603: 'declined' }
