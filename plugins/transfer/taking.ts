/**
 * A call that rings at a colleague is taken (docs/decisions/025): whoever takes it is answered by an agent, the call rings at that agent too,
 * and both are joined.
 */
import type { Speech } from '../../connectors/speech/port.ts'
import type { Telephony, Verdict } from '../../connectors/telephony/port.ts'
import type { Sound, Step, Voice, VoiceQuestion } from '../../connectors/voice/port.ts'
import type { Language } from '../../core/define.ts'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Calls, OutgoingData } from '../calls/contract.ts'
import type { Directory } from '../directory/contract.ts'
import { pack, takingIn } from './about.ts'
import { takeAction } from './contract.ts'

interface Parts {
  readonly directory: Directory
  readonly calls: Calls
  readonly voice: Voice
  readonly telephony: Pick<Telephony, 'ringAlso'>
  readonly speech: Speech
}

/** How long whoever takes a call waits for it: as good as no time. Seconds. */
const moment = 4
/** How long the voice is waited for, in milliseconds. */
const patience = 500

const gone = {
  sv: 'Samtalet finns inte kvar. Någon annan hann före, eller så lade den som ringde på.',
  en: 'The call is no longer there. Somebody else was faster, or the caller hung up.',
} as const

export interface Taking {
  /** What the leg of whoever takes a call does. Undefined for any other leg. */
  answer(question: VoiceQuestion): Promise<readonly Step[]> | undefined
}

export function openTaking(hub: Pick<Hub, 'action'>, { directory, calls, voice, telephony, speech }: Parts): Taking {
  hub.action(takeAction, async ({ callId }, { occurrence }): Promise<Verdict> => {
    const { callId: own, caller } = occurrence.data as OutgoingData
    const person = caller.person === undefined ? undefined : directory.person(caller.person)
    const ringing = directory
      .people(occurrence.organisation)
      .flatMap(({ id }) => calls.ringingAt(id))
      .find(one => one.callId === callId)
    if (!person || !ringing) throw new HubError('transfer.not-ringing', 404)
    const about = pack({ kind: 'taking', call: ringing.call, callId, own, person: person.id })
    const steps: readonly Step[] = [{ do: 'ask', name: 'take', otherwise: [{ do: 'hangUp' }] }]
    const { extension } = await voice.expect({ steps, about })
    const { number, name, hidden } = ringing.caller
    return { ...calls.standIn(occurrence, extension), connected: { number, name, hidden } }
  })

  voice.listen(event => {
    const taking = event.kind === 'bridged' ? takingIn(event.about) : undefined
    if (taking) calls.joins({ callId: taking.own, call: taking.call, person: taking.person })
  })

  /** A voice that isn't there, or is late, leaves a tone. */
  async function sorry(language: Language): Promise<readonly Step[]> {
    const late = new Promise<Sound>(resolve => setTimeout(() => resolve({ tone: 'beep' }), patience))
    const spoken = speech.say(gone[language], language).then((file): Sound => ({ file }))
    const sound = await Promise.race([spoken, late]).catch((): Sound => ({ tone: 'beep' }))
    return [{ do: 'play', sounds: [sound] }, { do: 'hangUp' }]
  }

  async function take(leg: string, about: string, { callId, person }: { callId: string; person: string }) {
    const otherwise = await sorry(directory.person(person)?.language ?? 'sv')
    const steps: readonly Step[] = [{ do: 'bridge', with: leg }, { do: 'hangUp' }]
    const { extension } = await voice.expect({ steps, about })
    if (!(await telephony.ringAlso(callId, extension))) return otherwise
    return [{ do: 'wait', sounds: [], seconds: moment } as const, ...otherwise]
  }

  return {
    answer(question) {
      const taking = question.kind === 'ask' && question.about !== undefined ? takingIn(question.about) : undefined
      if (question.kind !== 'ask' || question.about === undefined || !taking) return undefined
      return take(question.leg, question.about, taking)
    },
  }
}
