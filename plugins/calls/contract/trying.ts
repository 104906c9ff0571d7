/** How a call that is only tried may go on, and how those in it are called: for whoever says what would come of an action. */
import { z } from 'zod'
import type { EventDefinition, Language, Phrase } from '../../../core/define.ts'
import type { Decision } from '../../../core/flow/decision.ts'
import type { TrialContext, TrialOutcome, TrialStep } from '../../../core/flow/trial.ts'
import { type CallData, callBusy, callDeclined, callUnanswered, callUnreachable, type OutgoingData } from './events.ts'

interface End {
  readonly key: string
  readonly event: EventDefinition<CallData>
  readonly say: Phrase
}

/** The likeliest first. */
const ends: readonly End[] = [
  { key: 'unanswered', event: callUnanswered, say: { sv: 'Ingen svarar', en: 'Nobody answers' } },
  { key: 'busy', event: callBusy, say: { sv: 'Telefonen är upptagen', en: 'The phone is busy' } },
  { key: 'declined', event: callDeclined, say: { sv: 'Samtalet avvisas', en: 'The call is declined' } },
  { key: 'unreachable', event: callUnreachable, say: { sv: 'Telefonen nås inte', en: 'The phone is not reached' } },
]

/** What may come of phones that ring for so many seconds. */
export const afterRinging = ({ occurrence, reader }: TrialContext, seconds: number): readonly TrialStep[] =>
  ends.map(({ key, event, say }) => {
    const at = new Date(occurrence.at.getTime() + (key === 'unanswered' ? seconds * 1000 : 0))
    const { organisation, data } = occurrence
    return { key, say: say[reader.language], event, happening: { organisation, data, at } }
  })

/** The fact that names callers, where there is a plugin that has it: rules ask it of nearly every call. */
export const namesCallers = 'contacts.caller'

/** As the lists of the organisation, or of whoever is called, have it. */
export function callersName({ facts = [] }: Decision): string | undefined {
  const value = facts.find(({ fact, saw }) => fact === namesCallers && saw.known)?.saw
  const named = z.object({ name: z.string() }).safeParse(value?.known ? value.value : undefined)
  return named.data?.name
}

/** "Olof Berg", "070-174 06 07". */
export function whoCalls({ decision, reader }: Pick<TrialContext, 'decision' | 'reader'>): string {
  const { caller } = decision.occurrence.data as CallData | OutgoingData
  const known = caller.hidden ? undefined : (caller.name ?? callersName(decision))
  if (known !== undefined) return known
  const shown =
    caller.hidden || caller.number === undefined ? undefined : (reader.number?.(caller.number) ?? caller.number)
  return shown ?? { sv: 'Den som ringer', en: 'The caller' }[reader.language]
}

/** Words in the caller's ear. */
export const callerHears = (context: TrialContext, text: string, language: Language): TrialOutcome => ({
  say: `${whoCalls(context)} ${{ sv: 'hör', en: 'hears' }[context.reader.language]}`,
  spoken: { text, language },
})
