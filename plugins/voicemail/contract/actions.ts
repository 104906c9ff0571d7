/** What rules may do with voicemail. */
import { z } from 'zod'
import { defineAction } from '../../../core/define.ts'
import { callIncoming, callsIn } from '../../calls/contract.ts'
import { messageLeft } from './events.ts'

const phrase = z.object({ sv: z.string(), en: z.string() })
const language = z
  .enum(['sv', 'en'])
  .default('sv')
  .meta({ say: { sv: 'språk', en: 'language' } })
const languages = { sv: { sv: 'svenska', en: 'Swedish' }, en: { sv: 'engelska', en: 'English' } }

export const answer = defineAction('voicemail.answer', {
  route: true,
  retry: 'never',
  expires: 0,
  args: z.object({
    /** Spoken to the caller. */
    language,
    /** Key of what the person is doing: her greeting for that is played, where she has one. */
    activity: z
      .string()
      .optional()
      .meta({ kind: 'activity', say: { sv: 'hänvisning', en: 'activity' } }),
    /** What that is called. */
    occasion: phrase
      .default({ sv: 'Standard', en: 'Standard' })
      .meta({ say: { sv: 'vad hälsningen kallas', en: 'what the greeting is called' } }),
    /** Said where she has no greeting for it: a whole sentence of what she is doing. */
    text: phrase.optional().meta({ say: { sv: 'vad som sägs', en: 'what is said' } }),
    /** Said behind the text as it stands. */
    note: z
      .string()
      .optional()
      .meta({ say: { sv: 'vad som läggs till', en: 'what is added' } }),
    /** She is on the phone, and the caller may know. */
    busy: z
      .boolean()
      .default(false)
      .meta({ say: { sv: 'säg att personen talar i telefon', en: 'say that the person is on the phone' } }),
    /** And may wait until she isn't, by a digit. */
    mayWait: z
      .boolean()
      .default(false)
      .meta({ say: { sv: 'låt den som ringer vänta', en: 'let the caller wait' } }),
    /** Who calls, where a number alone doesn't tell. */
    callerName: z
      .string()
      .optional()
      .meta({ say: { sv: 'namn på den som ringer', en: "the caller's name" } }),
  }),
  say: {
    sv: 'röstbrevlådan svarar med hälsningen för ”{occasion}”',
    en: 'voicemail answers with the greeting for “{occasion}”',
  },
  events: callsIn,
  reads: {
    sv: 'låt röstbrevlådan svara[ och säga {text}][, med {note}][busy: och säga att personen talar i telefon][mayWait:, och låta den som ringer vänta]',
    en: 'let voicemail answer[ and say {text}][, with {note}][busy: and say that the person is on the phone][mayWait:, and let the caller wait]',
  },
  readValues: languages,
})

export const listen = defineAction('voicemail.listen', {
  route: true,
  retry: 'never',
  expires: 0,
  args: z.object({ language }),
  say: { sv: 'röstbrevlådan spelar upp sina meddelanden', en: 'voicemail plays its messages' },
  events: [callIncoming.name],
  reads: { sv: 'låt röstbrevlådan spela upp sina meddelanden', en: 'let voicemail play its messages' },
  readValues: languages,
})

export const mailMessage = defineAction('voicemail.mail', {
  route: false,
  // A job of the message's own sends it, however often it is asked for.
  retry: 'safe',
  expires: 7 * 86_400,
  args: z.object({}),
  say: { sv: 'meddelandet skickas med e-post', en: 'the message is sent by e-mail' },
  events: [messageLeft.name],
  reads: { sv: 'skicka meddelandet med e-post', en: 'send the message by e-mail' },
})
