/** What people do with their calls from the app. */
import type { Step, Voice } from '../../connectors/voice/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub, Who } from '../../core/hub.ts'
import { type Calls, type CurrentCall, isIn } from '../calls/contract.ts'
import type { Directory, Person } from '../directory/contract.ts'
import { type About, pack } from './about.ts'
import { parkCall, pickUpParked, transferCall } from './contract.ts'
import { type Handing, music } from './handing.ts'
import type { Parking } from './parking.ts'

interface Parts {
  readonly directory: Directory
  readonly calls: Calls
  readonly voice: Voice
  readonly handing: Handing
  readonly parking: Parking
}

/** How long a call is parked before it comes back. Seconds. */
const longest = 120
/** How long the phones ring of whoever picks it up. */
const patience = 30

export function provideRoutes(hub: Hub, { directory, calls, voice, handing, parking }: Parts): void {
  const me = ({ person }: Who): Person => {
    const found = directory.person(person)
    if (!found) throw new HubError('calls.not-found', 404)
    return found
  }

  /** Whoever isn't in it is told that there is none. */
  function mine(id: string, { person, organisation }: Who): CurrentCall {
    const call = calls.current(id)
    if (!call || !isIn(call, person) || call.organisation !== organisation) throw new HubError('calls.not-found', 404)
    return call
  }

  hub.route(transferCall, async ({ id, to, call: second }, who) => {
    const call = mine(id, who)
    const by = me(who)
    if ((to === undefined) === (second === undefined)) throw new HubError('transfer.whom', 422, { field: 'to' })
    const about = pack({ kind: 'moved', call: call.call })
    if (to !== undefined) {
      await handing.move(call, by, handing.blind(call, by, to), about)
      return {}
    }
    const other = mine(second ?? '', who)
    if (other.call === call.call) throw new HubError('transfer.same-call', 422, { field: 'call' })
    await handing.move(call, by, await handing.announced(call, other, by), about)
    return {}
  })

  hub.route(parkCall, async ({ id }, who) => {
    const call = mine(id, who)
    const by = me(who)
    const { name, number, hidden } = handing.staying(call, by)
    const about: About = {
      kind: 'parked',
      organisation: call.organisation,
      call: call.call,
      slot: parking.free(call.organisation),
      ...(!hidden && { name, number }),
      by: by.id,
      since: new Date().toISOString(),
    }
    const steps: readonly Step[] = [{ do: 'wait', sounds: music, seconds: longest }, ...handing.back(call, by)]
    const leg = await handing.move(call, by, steps, pack(about))
    parking.parked(about, leg)
    return { slot: about.slot }
  })

  hub.route(pickUpParked, async ({ slot }, who) => {
    const parked = parking.at(who.organisation, slot)
    if (!parked) throw new HubError('transfer.nobody-parked', 404, { slot })
    const by = me(who)
    const caller = { number: parked.number ?? by.short, name: parked.name, hidden: false }
    const target = calls.legAt({
      organisation: parked.organisation,
      call: parked.call,
      caller,
      extensions: [by.extension],
    })
    const call = calls.current(parked.call)
    const parker = directory.person(parked.by)
    const otherwise = call && parker ? handing.back(call, parker) : []
    await voice.tell(parked.leg, [
      { do: 'dial', name: 'pick-up', call: { ...target, seconds: patience }, meanwhile: music, otherwise },
    ])
    return {}
  })
}
