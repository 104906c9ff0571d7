/** What a caller would hear of a box, and whether it could answer. */
import type { z } from 'zod'
import type { Voice } from '../../connectors/voice/port.ts'
import { HubError } from '../../core/error.ts'
import type { Consequence, TrialContext } from '../../core/flow/trial.ts'
import { type CallData, callerHears, whoCalls } from '../calls/contract.ts'
import type { Directory } from '../directory/contract.ts'
import type { Boxes } from './boxes.ts'
import type { answer } from './contract.ts'
import { greetingIn } from './greetings.ts'
import { said } from './spoken.ts'

interface Parts {
  readonly boxes: Boxes
  readonly directory: Directory
  readonly voice: Pick<Voice, 'absent'>
}

const sentences = {
  sv: {
    recorded: (who: string, whose: string) => `${who} hör hälsningen som ${whose} har talat in.`,
    leaves: (who: string) => `${who} kan lämna ett meddelande. Ingen telefon ringer.`,
    plays: (who: string) => `${who} lyssnar på sina meddelanden.`,
  },
  en: {
    recorded: (who: string, whose: string) => `${who} hears the greeting that ${whose} has recorded.`,
    leaves: (who: string) => `${who} may leave a message. No phone rings.`,
    plays: (who: string) => `${who} listens to the messages.`,
  },
} as const

export function mustBeThere({ absent }: Parts['voice']): void {
  if (absent !== undefined) throw new HubError('voicemail.away', 503)
}

export function triedAnswer(args: z.infer<typeof answer.args>, context: TrialContext, parts: Parts): Consequence {
  const { organisation, data } = context.occurrence
  const { person, name = '' } = (data as CallData).callee
  if (person === undefined) throw new HubError('voicemail.nobodys', 409)
  const owner = { organisation, person }
  if (!parts.boxes.of(owner).settings.on) throw new HubError('voicemail.off', 409)
  mustBeThere(parts.voice)
  const { recorded, spoken } = greetingIn({ ...args, owner, name }, parts)
  const say = sentences[context.reader.language]
  const who = whoCalls(context)
  // Whoever has recorded one has said it in her own words.
  const heard = recorded ? spoken : `${spoken} ${said[args.language].leave}`
  return {
    outcomes: [
      ...(recorded ? [{ say: say.recorded(who, name) }] : []),
      ...(heard === '' ? [] : [callerHears(context, heard, args.language)]),
      { say: say.leaves(who) },
    ],
  }
}

export const triedListen = (context: TrialContext): Consequence => ({
  outcomes: [{ say: sentences[context.reader.language].plays(whoCalls(context)) }],
})
