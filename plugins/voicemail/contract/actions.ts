/** What rules may do with voicemail. */
import { z } from 'zod'
import { defineAction } from '../../../core/define.ts'

const phrase = z.object({ sv: z.string(), en: z.string() })
const language = z.enum(['sv', 'en']).default('sv')

export const answer = defineAction('voicemail.answer', {
  route: true,
  retry: 'never',
  expires: 0,
  args: z.object({
    /** Spoken to the caller. */
    language,
    /** Key of what the person is doing: her greeting for that is played, where she has one. */
    activity: z.string().optional(),
    /** What that is called. */
    occasion: phrase.default({ sv: 'Standard', en: 'Standard' }),
    /** Said where she has no greeting for it: a whole sentence of what she is doing. */
    text: phrase.optional(),
    /** Said behind the text as it stands. */
    note: z.string().optional(),
    /** She is on the phone, and the caller may know. */
    busy: z.boolean().default(false),
    /** And may wait until she isn't, by a digit. */
    mayWait: z.boolean().default(false),
    /** Who calls, where a number alone doesn't tell. */
    callerName: z.string().optional(),
  }),
  say: {
    sv: 'röstbrevlådan svarar med hälsningen för ”{occasion}”',
    en: 'voicemail answers with the greeting for “{occasion}”',
  },
})

export const listen = defineAction('voicemail.listen', {
  route: true,
  retry: 'never',
  expires: 0,
  args: z.object({ language }),
  say: { sv: 'röstbrevlådan spelar upp sina meddelanden', en: 'voicemail plays its messages' },
})

export const mailMessage = defineAction('voicemail.mail', {
  route: false,
  // A job of the message's own sends it, however often it is asked for.
  retry: 'safe',
  expires: 7 * 86_400,
  args: z.object({}),
  say: { sv: 'meddelandet skickas med e-post', en: 'the message is sent by e-mail' },
})
