/** Taking a call that rings at a colleague: what rules know of it, and do. */
import { z } from 'zod'
import { defineAction, defineFact } from '../../../core/define.ts'
import { takeCode } from './department.ts'

/** What rings at whom was dialled behind a code. */
export const ringingFact = defineFact('transfer.ringing', {
  params: z.object({
    code: z
      .string()
      .default(takeCode)
      .meta({ say: { sv: 'kod', en: 'code' } }),
  }),
  value: z.object({
    rings: z.boolean(),
    /** Whoever dials is in the department of the one it rings at, or of the group that was called. */
    department: z.boolean(),
    /** At whom, by name; none where nothing rings in the whole department. */
    at: z.string().optional(),
    /** SIP Call-ID of what has rung longest. */
    callId: z.string().optional(),
  }),
  say: { sv: 'det som ringer hos kollegan', en: 'what rings at the colleague' },
  paths: {
    '$.rings': { sv: 'det ringer där', en: 'it rings there' },
    '$.department': { sv: 'egen avdelning', en: 'own department' },
  },
  events: ['call.outgoing'],
  reads: {
    '$.rings': {
      is: { sv: 'det ringer där', en: 'it rings there' },
      isNot: { sv: 'det inte ringer där', en: 'nothing rings there' },
    },
    '$.department': {
      is: { sv: 'det är på den egna avdelningen', en: 'it is in the own department' },
      isNot: { sv: 'det är på en annan avdelning', en: 'it is in another department' },
    },
    '$.callId': { noun: { sv: 'samtalet som ringer', en: 'the ringing call' } },
  },
  told: {
    heading: ({ language }) => ({ sv: 'Ringer hos', en: 'Rings at' })[language],
    value: ({ rings, at }, { language }) => (rings ? at : undefined) ?? { sv: 'ingen', en: 'nobody' }[language],
    clause(path, { rings, department, at }, { language }) {
      const sv = language === 'sv'
      if (path === '$.rings') {
        const where =
          at === undefined ? (sv ? 'på den egna avdelningen' : 'in the own department') : sv ? `hos ${at}` : `at ${at}`
        if (sv) return rings ? `det ringde ${where}` : `det ringde inte ${where}`
        return rings ? `it was ringing ${where}` : `nothing was ringing ${where}`
      }
      if (path !== '$.department' || at === undefined) return undefined
      if (sv) return `${at} är ${department ? '' : 'inte '}på samma avdelning`
      return `${at} is ${department ? '' : 'not '}in the same department`
    },
  },
})

export const takeAction = defineAction('transfer.take', {
  route: true,
  retry: 'never',
  expires: 0,
  args: z.object({
    /** SIP Call-ID of what rings. */
    callId: z.string().meta({ say: { sv: 'samtalet', en: 'the call' } }),
  }),
  say: { sv: 'samtalet som ringer hämtas', en: 'the ringing call is picked up' },
  reads: { sv: 'hämta samtalet som ringer', en: 'pick up the ringing call' },
  events: ['call.outgoing'],
})
