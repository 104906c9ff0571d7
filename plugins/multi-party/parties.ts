/** Multi-party calls while they happen: legs of a voice agent, each in its party's room. */
import { v7 } from 'uuid'
import type { Speech } from '../../connectors/speech/port.ts'
import { joinedLegs, type Step, type Voice } from '../../connectors/voice/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import { type Calls, type CurrentCall, callIdOf, type LegTarget } from '../calls/contract.ts'
import { type Dialled, type Directory, readNumber } from '../directory/contract.ts'
import { type About, pack } from './about.ts'
import { board, type Change, change, changeBy, changed, changeOf, type Open, shown } from './board.ts'
import { type Member, parties } from './contract.ts'

interface Parts {
  readonly directory: Directory
  readonly calls: Calls
  readonly voice: Voice
  readonly speech: Speech
}

export interface Parties {
  readonly party: (id: string) => Open | undefined
  /** Both sides of the call go into a room, and somebody is called who joins them. Gives the party's id. Throws calls.no-such-number. */
  make(call: CurrentCall, to: string, host: string): Promise<string>
  /** Calls somebody, who joins when she answers. Gives the member's id. Throws calls.no-such-number. */
  add(party: Open, to: string, by: string): Promise<string>
  /** Whoever talks to this person in another call comes into the party, and that call is over for her. */
  join(party: Open, other: CurrentCall, by: string): Promise<void>
  mute(party: Open, member: string, muted: boolean): Promise<void>
  remove(party: Open, member: string): Promise<void>
}

/** How long it rings at who is called in addition. Seconds. */
const patience = 45
const beep = { tone: 'beep' } as const
const enters = (room: string): readonly Step[] => [
  { do: 'play', sounds: [beep] },
  { do: 'mix', room },
]

export function openParties(hub: Hub, { directory, calls, voice, speech }: Parts): Parties {
  const known = board()
  const concerns = (party: Open, person: string) =>
    party.host === person || [...party.members.values()].some(member => member.person === person)

  const tell = hub.live(parties, {
    key: who => who.person,
    snapshot: (organisation, person) => ({
      parties: known
        .of(organisation)
        .filter(party => concerns(party, person))
        .map(shown),
    }),
  })

  function take(one: Change): Open {
    const before = known.party(one.party)
    const readers = new Set([...(before?.members.values() ?? [])].map(({ person }) => person))
    const { party, over } = known.take(one)
    for (const { person } of party.members.values()) readers.add(person)
    readers.add(one.member.person).add(party.host)
    for (const person of readers) {
      if (person === undefined) continue
      const stays = !over && concerns(party, person)
      tell({ organisation: party.organisation, key: person }, stays ? { party: shown(party) } : { gone: party.id })
    }
    return party
  }
  const show = hub.broadcast('multi-party.member', change, take)

  /** Who is left alone is told so, and hung up on. */
  async function leftAlone(party: Open | undefined): Promise<void> {
    if (!party) return
    const there = [...party.members.values()].filter(isThere)
    const [last, ...others] = there
    if (last?.state !== 'in' || last.leg === undefined || others.length > 0) return
    const person = last.person === undefined ? undefined : directory.person(last.person)
    const language = person?.language ?? directory.organisation(party.organisation)?.language ?? 'sv'
    const text = { sv: 'Alla andra har lagt på.', en: 'Everybody else has hung up.' }[language]
    const file = await speech.say(text, language)
    await voice.tell(last.leg, [{ do: 'play', sounds: [{ file }] }])
  }

  voice.listen(async event => {
    const one = changeBy(event, known)
    if (!one) return
    show(one)
    if (event.kind !== 'mixed') {
      await leftAlone(known.party(one.party)).catch((error: unknown) =>
        hub.log.warn({ err: error, party: one.party }, 'whoever was left alone in a multi-party call was not told'),
      )
    }
  })

  async function reload(): Promise<void> {
    if (!voice.connected()) return
    const legs = await voice.legs()
    known.clear()
    for (const leg of legs) {
      const one = changeOf(leg)
      if (one) take(one)
    }
  }
  hub.onStart(() => reload())
  hub.onResync(reload)

  const legOf = (party: Open, member: string): string => {
    const leg = party.members.get(member)?.leg
    if (leg === undefined) throw new HubError('multi-party.no-such-member', 404)
    return leg
  }
  /** Whom a number reaches as somebody wrote it, and how. Throws calls.no-such-number (422). */
  function reached(of: { organisation: string; call: string }, written: string, by: string) {
    const person = directory.person(by)
    const caller = { person: by, number: person?.short, name: person?.name, hidden: false }
    const read = readNumber(directory, of.organisation, written)
    const to = read && calls.legTo({ organisation: of.organisation, call: of.call, caller, to: read.dialled })
    if (!to) throw new HubError('calls.no-such-number', 422, { number: written, field: 'to' })
    return { to, member: memberOf(read) }
  }

  function memberOf(read: Dialled): About['member'] {
    const { dialled: number } = read
    if (read.kind !== 'inside') return { id: v7(), number }
    const { destination } = read
    if (destination.kind !== 'person') return { id: v7(), name: destination.name, number }
    return { id: v7(), person: destination.person.id, name: destination.person.name, number }
  }

  async function invite(about: About, to: LegTarget): Promise<string> {
    // Shown at once: that it rings there is told by nobody else.
    show(changed(about, { state: 'calling', muted: false, since: now() }))
    try {
      const call = { ...to, seconds: patience }
      const { leg } = await voice.call({ call, steps: enters(about.party), about: pack(about) })
      const member = known.party(about.party)?.members.get(about.member.id)
      // Who answered meanwhile has told its leg.
      if (member?.state === 'calling') show(changed(about, { ...member, leg }))
    } catch (error) {
      show(changed(about, { state: 'gone', muted: false, since: now() }))
      throw error
    }
    return about.member.id
  }

  async function bothIn(room: string, call: CurrentCall, host: string, caller: About, callee: About) {
    const steps: readonly Step[] = [{ do: 'mix', room }]
    // An agent may have the call: it was parked, or handed on.
    const joined = await joinedLegs(voice, callIdOf(call, host))
    if (!joined) {
      const taken = { callId: call.callId, stays: 'caller' } as const
      const { leg, other } = await voice.take({
        ...{ taken, steps, about: pack(caller) },
        other: { steps, about: pack(callee) },
      })
      return { leg, other }
    }
    const [leg, other] = call.caller.person === host ? [joined.leg, joined.other] : [joined.other, joined.leg]
    await voice.tell(leg, steps, pack(caller))
    await voice.tell(other, steps, pack(callee))
    return { leg, other }
  }

  return {
    party: known.party,
    async make(call, to, host) {
      const party = v7()
      // A number that leads nowhere leaves the call as it was.
      const invited = reached(call, to, host)
      const common = { party, organisation: call.organisation, call: call.call, host, startedAt: now() }
      const side = (one: CurrentCall['callee'] & { hidden?: boolean }): About => {
        const { person, name, number, hidden } = one
        return { ...common, member: { id: v7(), person, ...(!hidden && { name, number }) } }
      }
      // Whoever it was handed on to stands for who was called.
      const later = call.legs.some(({ person }) => person === host) ? directory.person(host) : undefined
      const called = later && { person: host, name: later.name, number: later.short }
      const [caller, callee] = [side(call.caller), side((call.caller.person !== host && called) || call.callee)]
      const { leg, other } = await bothIn(party, call, host, caller, callee).catch(said)
      show(changed(caller, { state: 'in', muted: false, since: now(), leg }))
      show(changed(callee, { state: 'in', muted: false, since: now(), leg: other }))
      await invite({ ...common, member: invited.member }, invited.to)
      return party
    },
    async add(party, to, by) {
      const invited = reached(party, to, by)
      return await invite(aboutOf(party, invited.member), invited.to)
    },
    async join(party, other, by) {
      const stays = other.caller.person === by ? 'callee' : 'caller'
      const { person, name, number, hidden } = { hidden: false, ...other[stays] }
      const about = aboutOf(party, { id: v7(), person, ...(!hidden && { name, number }) })
      const steps = enters(party.id)
      const joined = await joinedLegs(voice, callIdOf(other, by))
      if (joined) {
        await voice.tell(joined.other, steps, pack(about))
        await voice.tell(joined.leg, [{ do: 'hangUp' }])
      } else await voice.take({ taken: { callId: other.callId, stays }, steps, about: pack(about) }).catch(said)
      calls.joins({ callId: other.callId, call: party.call, person })
    },
    async mute(party, member, muted) {
      await voice.mute(legOf(party, member), muted)
      const one = party.members.get(member)
      if (one) show(changed(aboutOf(party, one), { ...one, muted }))
    },
    async remove(party, member) {
      const one = party.members.get(member)
      if (!one) throw new HubError('multi-party.no-such-member', 404)
      // The end of a leg is told by its agent.
      if (one.leg !== undefined && isThere(one)) await voice.tell(one.leg, [{ do: 'hangUp' }])
      else show(changed(aboutOf(party, one), { state: 'gone', muted: false, since: one.since }))
    },
  }
}

const now = () => new Date().toISOString()

const isThere = ({ state }: Pick<Member, 'state'>) => state === 'in' || state === 'calling'

const aboutOf = ({ id: party, organisation, call, host, startedAt }: Open, member: About['member']): About => {
  const { id, person, name, number } = member
  return { party, organisation, call, host, startedAt, member: { id, person, name, number } }
}

/** An agent's reasons, in words for people. */
function said(error: unknown): never {
  if (!(error instanceof HubError)) throw error
  if (error.code === 'voice.no-such-call') throw new HubError('multi-party.no-call', 409)
  if (error.code === 'voice.unavailable') throw new HubError('multi-party.unavailable', 503)
  throw error
}
