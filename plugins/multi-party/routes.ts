/** What people do with a multi-party call, and who may. */
import { HubError } from '../../core/error.ts'
import type { Hub, Who } from '../../core/hub.ts'
import { type Calls, isIn } from '../calls/contract.ts'
import type { Open } from './board.ts'
import { addMember, muteMember, removeMember, startParty } from './contract.ts'
import type { Parties } from './parties.ts'

/** AudioBridge mixes more; nobody follows a talk of more. */
const most = 20

export function provideRoutes(hub: Hub, parties: Parties, { calls }: { readonly calls: Calls }): void {
  /** Whoever isn't in it is told that there is none. */
  function mine(id: string, { person, organisation }: Who): Open {
    const party = parties.party(id)
    const within = party && (party.host === person || [...party.members.values()].some(one => one.person === person))
    if (!within || party.organisation !== organisation) throw new HubError('multi-party.not-found', 404)
    return party
  }

  function hostOrSelf(party: Open, member: string, who: Who): void {
    if (party.host === who.person || party.members.get(member)?.person === who.person) return
    throw new HubError('multi-party.not-host', 403)
  }

  hub.route(startParty, async ({ call: id, to }, who) => {
    const call = calls.current(id)
    if (!call || !isIn(call, who.person) || call.organisation !== who.organisation)
      throw new HubError('calls.not-found', 404)
    return { party: await parties.make(call, to, who.person) }
  })

  hub.route(addMember, async ({ party: id, to }, who) => {
    const party = mine(id, who)
    if (party.members.size >= most) throw new HubError('multi-party.full', 409, { most })
    return { member: await parties.add(party, to, who.person) }
  })

  hub.route(muteMember, async ({ party: id, member, muted }, who) => {
    const party = mine(id, who)
    hostOrSelf(party, member, who)
    await parties.mute(party, member, muted)
    return {}
  })

  hub.route(removeMember, async ({ party: id, member }, who) => {
    const party = mine(id, who)
    hostOrSelf(party, member, who)
    await parties.remove(party, member)
    return {}
  })
}
