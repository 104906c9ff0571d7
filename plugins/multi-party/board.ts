/** All multi-party calls of this moment, as their legs tell of them; the same on every hub. */
import { z } from 'zod'
import type { VoiceEvent } from '../../connectors/voice/events.ts'
import type { Leg } from '../../connectors/voice/port.ts'
import { type About, unpack } from './about.ts'
import { type Member, memberStates, type Party } from './contract.ts'

/** What every hub is told: one member as it is now, or that it is no more. In any order, the same comes of it. */
export const change = z.object({
  party: z.string(),
  organisation: z.string(),
  call: z.string(),
  host: z.string(),
  startedAt: z.iso.datetime(),
  member: z.object({
    id: z.string(),
    person: z.string().optional(),
    name: z.string().optional(),
    number: z.string().optional(),
    state: z.enum([...memberStates, 'gone']),
    muted: z.boolean(),
    since: z.iso.datetime(),
    /** Of the voice agent's. */
    leg: z.string().optional(),
  }),
})
export type Change = z.infer<typeof change>

export interface Open extends Omit<Party, 'members'> {
  readonly organisation: string
  /** By their id. */
  readonly members: Map<string, Member & { readonly leg?: string | undefined }>
}

export interface Board {
  readonly party: (id: string) => Open | undefined
  readonly of: (organisation: string) => readonly Open[]
  /** Gives the party as it is now, and whether it is over. */
  readonly take: (change: Change) => { readonly party: Open; readonly over: boolean }
  readonly clear: () => void
}

export function board(): Board {
  const parties = new Map<string, Open>()
  /** Who has gone doesn't come back by a message that was overtaken. */
  const gone = new Set<string>()

  return {
    party: id => parties.get(id),
    of: organisation => [...parties.values()].filter(one => one.organisation === organisation),
    take({ party: id, member, ...rest }) {
      const party = parties.get(id) ?? { id, ...rest, members: new Map() }
      parties.set(id, party)
      if (member.state === 'gone') {
        gone.add(member.id)
        party.members.delete(member.id)
      } else if (!gone.has(member.id)) {
        party.members.set(member.id, { ...member, state: member.state })
      }
      // Whoever didn't come is on the list for those who are in it.
      const over = [...party.members.values()].every(({ state }) => state !== 'in' && state !== 'calling')
      if (over) {
        parties.delete(id)
        for (const known of party.members.keys()) gone.delete(known)
        gone.delete(member.id)
      }
      return { party, over }
    },
    clear: () => parties.clear(),
  }
}

export const shown = ({ id, call, host, startedAt, members }: Open): Party => ({
  ...{ id, call, host, startedAt },
  members: [...members.values()].map(({ id, person, name, number, state, muted, since }) => ({
    ...{ id, person, name, number, state, muted, since },
  })),
})

type MemberNow = Pick<Change['member'], 'state' | 'muted' | 'since' | 'leg'>

export const changed = ({ member, ...party }: About, now: MemberNow): Change => ({
  ...party,
  member: { ...member, ...now },
})

/** What an event of a leg means for its member; undefined where nothing changes. */
export function changeBy(event: VoiceEvent, known: Board): Change | undefined {
  const about = unpack(event.about)
  if (!about) return undefined
  const before = known.party(about.party)?.members.get(about.member.id)
  const muted = before?.muted ?? false
  const { at: since, leg } = event
  if (event.kind === 'mixed') return changed(about, { state: 'in', muted, since, leg })
  if (event.kind === 'dial-ended' && event.outcome !== 'answered') {
    const state = event.outcome === 'given-up' ? 'gone' : event.outcome
    return changed(about, { state, muted: false, since })
  }
  // A call that nobody answered has said why already.
  const said = before !== undefined && before.state !== 'in' && before.state !== 'calling'
  if (event.kind === 'ended' && !said) return changed(about, { state: 'gone', muted: false, since, leg })
  return undefined
}

/** The same from what an agent still has. */
export function changeOf({ about: text, leg, since, room, muted = false }: Leg): Change | undefined {
  const about = unpack(text)
  return (
    about && changed(about, { state: room === undefined ? 'calling' : 'in', muted, since: since.toISOString(), leg })
  )
}
