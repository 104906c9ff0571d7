/** A call that nobody makes, to see what would become of it. It begins as a real one does, from who calls and what was dialled. */
import { v7 } from 'uuid'
import { HubError } from '../../../core/error.ts'
import type { Supposed, TrialInput } from '../../../core/flow/trial.ts'
import type { Hub } from '../../../core/hub.ts'
import { type Destination, type Directory, readNumber } from '../../directory/contract.ts'
import {
  type CallData,
  callIncoming,
  callOutgoing,
  type OutgoingData,
  type Outside,
  whoCalls,
  wishIn,
} from '../contract.ts'
import { calleeOf, callOf, type Decidable, dialledBy, outsideCaller } from '../parties.ts'

type Given = NonNullable<TrialInput[string]>

export function provideTrial(hub: Pick<Hub, 'trial'>, directory: Directory, outside: Outside): void {
  function numberOf(given: Given | undefined, organisation: string, field: string): string {
    const person = given?.person === undefined ? undefined : directory.person(given.person)
    const own = person?.organisation === organisation ? person.short : undefined
    const number = own ?? given?.number?.trim()
    if (!number) throw new HubError('calls.trial-whom', 422, { field })
    return number
  }

  /** From outside nobody dials a short number, but whoever is tried may be reached there by another way: a group, a forwarding. */
  function destinationOf(dialled: string, organisation: string): Destination {
    const read = readNumber(directory, organisation, dialled)
    if (read?.kind === 'inside') return read.destination
    throw new HubError('calls.trial-not-here', 422, { field: 'dialled', number: dialled })
  }

  function fromOutside(given: Given | undefined, dialled: string, organisation: string): Decidable {
    const written = given?.number?.trim()
    const read = written ? readNumber(directory, organisation, written) : undefined
    if (written && !read) throw new HubError('calls.no-such-number', 422, { field: 'caller', number: written })
    const shown = { number: read?.dialled, name: undefined, hidden: read === undefined }
    const destination = destinationOf(dialled, organisation)
    const caller = outsideCaller(shown, organisation, { directory, outside })
    const callee = calleeOf(destination)
    const call = { ...newCall(), caller, callee, dialled: callee.number ?? dialled }
    return { kind: 'incoming', organisation, data: call }
  }

  function fromInside(id: string, typed: string, organisation: string): Decidable {
    const person = directory.person(id)
    if (person?.organisation !== organisation) throw new HubError('calls.trial-whom', 422, { field: 'caller' })
    const caller = { person: person.id, number: person.short, name: person.name, hidden: false }
    const { wish, dialled } = wishIn(typed)
    // Kamailio puts it through and asks nobody.
    if (readNumber(directory, organisation, dialled)?.kind === 'emergency')
      throw new HubError('calls.trial-emergency', 422, { field: 'dialled' })
    const asked = dialledBy({ ...newCall(), caller, dialled, wish }, organisation, directory)
    if (!asked) throw new HubError('calls.trial-whom', 422, { field: 'dialled' })
    return asked
  }

  hub.trial({
    name: 'call',
    events: [callIncoming, callOutgoing],
    say: { sv: 'ett samtal', en: 'a call' },
    fields: [
      { name: 'caller', kind: 'party', say: { sv: 'Vem ringer', en: 'Who calls' } },
      { name: 'dialled', kind: 'number', say: { sv: 'Vem', en: 'Whom' } },
    ],
    begin({ caller, dialled: whom }, organisation, at): Supposed {
      const dialled = numberOf(whom, organisation, 'dialled')
      // Whoever writes a colleague's own number means her.
      const inside = caller?.number === undefined ? undefined : readNumber(directory, organisation, caller.number)
      const colleague =
        inside?.kind === 'inside' && inside.destination.kind === 'person' ? inside.destination : undefined
      const id = caller?.person ?? colleague?.person.id
      const asked =
        id === undefined ? fromOutside(caller, dialled, organisation) : fromInside(id, dialled, organisation)
      const about = { organisation: asked.organisation, at }
      return asked.kind === 'incoming'
        ? ({ event: callIncoming, happening: { ...about, data: asked.data } } as Supposed)
        : ({ event: callOutgoing, happening: { ...about, data: asked.data } } as Supposed)
    },
    title(decision, reader) {
      const data = decision.occurrence.data as CallData | OutgoingData
      const to = ('callee' in data ? data.callee.name : undefined) ?? reader.number?.(data.dialled) ?? data.dialled
      return `${whoCalls({ decision, reader })} ${{ sv: 'ringer', en: 'calls' }[reader.language]} ${to}`
    },
  })
}

function newCall() {
  const callId = `trial-${v7()}`
  return { call: callOf(callId), callId, diversions: 0 }
}
