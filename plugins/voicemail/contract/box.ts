/** What a person has chosen for her voicemail, and what rules see of it. */
import { z } from 'zod'
import { defineFact, type Teller } from '../../../core/define.ts'
import { ofRole } from '../../../core/flow/role.ts'

/** Greetings and post-dial options that hold whatever the person does. */
export const always = ''

/** A recording that is no greeting: how a person says her name. Wherever the hub's voice names her, this is heard instead. */
export const ownName = 'name'

/** Post-dial option ("efterval"): what a caller may press while a greeting plays. */
export const option = z.object({
  /** 0 to 9. */
  digit: z.string().regex(/^\d$/),
  /** A short number, or a number as people write it. */
  to: z.string().trim().min(1).max(40),
  /** Key of the activity for whose greeting it is there; `always` for all. */
  activity: z.string().max(36),
})
export type Option = z.infer<typeof option>

export const mostOptions = 20

export const settings = z.object({
  /** Off: callers are told that nobody can answer, and can leave nothing. */
  on: z.boolean().default(true),
  /** New messages are mailed, with their sound. */
  mail: z.boolean().default(false),
  /** The PIN is asked for at the person's own phones too. */
  pinAtOwnPhones: z.boolean().default(true),
  options: z.array(option).max(mostOptions).default([]),
  /** Callers are told what they may press. */
  sayOptions: z.boolean().default(true),
})
export type Settings = z.infer<typeof settings>

export const boxFact = defineFact('voicemail.box', {
  params: ofRole,
  value: z.object({ on: z.boolean(), mail: z.boolean() }),
  say: { sv: 'röstbrevlådan', en: 'voicemail' },
  paths: {
    '$.on': { sv: 'röstbrevlådan är på', en: 'voicemail is on' },
    '$.mail': { sv: 'meddelanden skickas med e-post', en: 'messages are sent by e-mail' },
  },
  reads: {
    '$.on': {
      is: { sv: 'röstbrevlådan är på', en: 'voicemail is on' },
      isNot: { sv: 'röstbrevlådan är av', en: 'voicemail is off' },
    },
    '$.mail': {
      is: { sv: 'personen vill ha meddelanden med e-post', en: 'the person wants messages by e-mail' },
      isNot: { sv: 'personen inte vill ha meddelanden med e-post', en: 'the person does not want messages by e-mail' },
    },
  },
  told: {
    heading: theBox,
    value: ({ on }, { language }) => (language === 'sv' ? (on ? 'på' : 'av') : on ? 'on' : 'off'),
    clause(path, { on, mail }, teller) {
      const sv = teller.language === 'sv'
      const box = theBox(teller).toLowerCase()
      if (path === '$.on') return sv ? `${box} var ${on ? 'på' : 'av'}` : `${box} was ${on ? 'on' : 'off'}`
      if (path !== '$.mail') return undefined
      if (sv) return mail ? 'meddelanden skickas med e-post' : 'meddelanden skickas inte med e-post'
      return mail ? 'messages are sent by e-mail' : 'messages are not sent by e-mail'
    },
    aside: ['$.on'],
  },
})

function theBox({ language, yours }: Teller): string {
  if (language === 'sv') return yours ? 'Din röstbrevlåda' : 'Röstbrevlådan'
  return yours ? 'Your voicemail' : 'Voicemail'
}
