/** Whether trunks answer and are registered: what the signalling side says, shown to administrators. */
import type { Telephony } from '../../connectors/telephony/port.ts'
import type { Hub } from '../../core/hub.ts'
import { type TrunkState, trunkStates } from './contract.ts'
import type { Projection } from './projection.ts'

export interface States {
  /** Resolves with the answer to OPTIONS. */
  test(id: string): Promise<number>
  /** What is shown of them is what is so. */
  refresh(): Promise<void>
}

/** Kamailio gives up asking after 4 s, and is asked by another process. */
const patience = 6000
/** How often it is looked whether registrations hold. */
const every = 2_000

/** RFC 3261 section 11: whatever is answered, somebody is there; 503 says that no calls are taken now. */
export const answers = (sipStatus: number): boolean => sipStatus !== 408 && sipStatus !== 503

export function showStates(hub: Hub, telephony: Telephony, projection: Projection): States {
  const now = new Map<string, TrunkState>()
  const waiting = new Map<string, Set<(sipStatus: number) => void>>()

  const tell = hub.live(trunkStates, {
    snapshot: organisation =>
      Object.fromEntries(
        projection.trunks(organisation).flatMap(({ id }) => {
          const state = now.get(id)
          return state ? [[id, state]] : []
        }),
      ),
  })

  function put(id: string, change: Partial<TrunkState>): void {
    const trunk = projection.trunk(id)
    if (!trunk) return
    const before = now.get(id)
    const next = { answers: 'unknown' as const, ...before, ...change, since: new Date().toISOString() }
    if (before && before.answers === next.answers && before.registered === next.registered) return
    now.set(id, next)
    tell({ organisation: trunk.organisation }, { id, state: next })
  }

  telephony.listen(event => {
    if (event.kind !== 'trunk') return
    put(event.trunk, { answers: answers(event.sipStatus) ? 'yes' : 'no' })
    for (const resolve of waiting.get(event.trunk) ?? []) resolve(event.sipStatus)
    waiting.delete(event.trunk)
  })

  async function refresh(): Promise<void> {
    const accounts = projection.trunks().filter(({ kind, on }) => kind === 'registration' && on)
    if (accounts.length === 0 || !telephony.connected()) return
    const registered = await telephony.registeredTrunks()
    for (const { id } of accounts) put(id, { registered: registered.includes(id) })
  }

  let timer: NodeJS.Timeout | undefined
  hub.onStart(() => {
    timer = setInterval(() => {
      refresh().catch((error: unknown) => hub.log.warn({ err: error }, 'registrations at trunks could not be read'))
    }, every)
  })
  hub.onStop(() => clearInterval(timer))

  return {
    refresh,
    test(id) {
      const answer = new Promise<number>(resolve => {
        const others = waiting.get(id) ?? new Set()
        waiting.set(id, others.add(resolve))
        setTimeout(resolve, patience, 408).unref()
      })
      telephony.probeTrunk(id)
      return answer
    },
  }
}
