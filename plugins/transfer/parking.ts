/** Parked calls of this moment: what the agents' legs say of themselves, the same on every hub. */
import { z } from 'zod'
import type { Voice } from '../../connectors/voice/port.ts'
import type { Hub } from '../../core/hub.ts'
import type { Calls } from '../calls/contract.ts'
import type { Directory } from '../directory/contract.ts'
import { type About, parkedIn } from './about.ts'
import { type Parked, parkedCalls } from './contract.ts'

interface Parts {
  readonly directory: Directory
  readonly calls: Calls
  readonly voice: Voice
}

export interface Parking {
  /** The lowest that is free. */
  free(organisation: string): number
  at(organisation: string, slot: number): (About & { readonly leg: string }) | undefined
  parked(about: About, leg: string): void
}

const wire = z.object({ about: z.string(), leg: z.string(), gone: z.boolean() })

export function openParking(hub: Hub, { directory, calls, voice }: Parts): Parking {
  const known = new Map<string, About>()
  /** Told in any order: who was taken isn't parked again by what was said before. */
  const gone = new Set<string>()
  const once = ({ since }: About, leg: string) => `${leg} ${since}`

  const shown = (organisation: string): Parked[] =>
    [...known.values()]
      .filter(one => one.organisation === organisation)
      .map(({ slot, call, name, number, by, since }) => ({
        ...{ slot, call, name, number, by, since },
        byName: directory.person(by)?.name ?? '',
      }))
      .sort((one, other) => one.slot - other.slot)

  const tell = hub.live(parkedCalls, { snapshot: organisation => ({ parked: shown(organisation) }) })

  const show = hub.broadcast('parked', wire, ({ about: text, leg, gone: over }) => {
    const about = parkedIn(text)
    if (!about) return
    const one = once(about, leg)
    if (over) gone.add(one)
    if (over ? !known.delete(leg) : gone.has(one)) return
    if (!over) known.set(leg, about)
    tell({ organisation: about.organisation }, { parked: shown(about.organisation) })
  })

  function over(text: string, leg: string): void {
    const about = parkedIn(text)
    if (!about || gone.has(once(about, leg))) return
    show({ about: text, leg, gone: true })
    calls.parked(about.call, false)
  }

  voice.listen(event => {
    if (event.kind === 'bridged' || event.kind === 'ended') over(event.about, event.leg)
  })

  async function load(): Promise<void> {
    if (!voice.connected()) return
    known.clear()
    for (const { about: text, leg, with: other, room } of await voice.legs()) {
      const about = parkedIn(text)
      if (about && other === undefined && room === undefined) known.set(leg, about)
    }
    for (const { id } of directory.organisations()) tell({ organisation: id }, { parked: shown(id) })
  }
  hub.onStart(() => load())
  hub.onResync(() => load())

  return {
    free(organisation) {
      const taken = new Set(shown(organisation).map(({ slot }) => slot))
      for (let slot = 1; ; slot += 1) if (!taken.has(slot)) return slot
    },
    at(organisation, slot) {
      const found = [...known].find(([, one]) => one.organisation === organisation && one.slot === slot)
      return found && { ...found[1], leg: found[0] }
    },
    parked(about, leg) {
      show({ about: `transfer:${JSON.stringify(about)}`, leg, gone: false })
      calls.parked(about.call, true)
    },
  }
}
