/** A desk phone's transfer key, pressed in a multi-party call (REFER, RFC 3515): somebody else comes into it, and whoever pressed is out. */
import type { Step, Voice } from '../../connectors/voice/port.ts'
import { HubError } from '../../core/error.ts'
import type { Calls } from '../calls/contract.ts'
import type { Directory } from '../directory/contract.ts'
import { id, unpack } from './about.ts'
import type { Parties } from './parties.ts'

interface Parts {
  readonly directory: Directory
  readonly calls: Calls
  readonly voice: Voice
}

export function handOn(parties: Parties, { directory, calls, voice }: Parts): void {
  voice.answer(id, async (question): Promise<readonly Step[]> => {
    const party = parties.party(unpack(question.about ?? '')?.party ?? '')
    if (question.kind !== 'transfer' || !party) throw new HubError('voice.no-answer', 404)
    const by = directory.personByExtension(question.by)
    if (by?.organisation !== party.organisation) throw new HubError('multi-party.not-found', 404)
    const other = question.consulted === undefined ? undefined : calls.current(question.consulted)
    if (other?.answered) await parties.join(party, other, by.id)
    else await parties.add(party, question.to, by.id)
    return []
  })
}
