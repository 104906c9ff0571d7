/** What rules may know of people and opening hours. */
import { z } from 'zod'
import { defineFact, plans, roles } from '../../../core/define.ts'
import { ofRole } from '../../../core/flow/role.ts'

export const personFact = defineFact('directory.person', {
  params: ofRole,
  value: z.object({
    id: z.string().meta({ kind: 'person' }),
    name: z.string(),
    short: z.string(),
    number: z.string().optional(),
    team: z.string().meta({ kind: 'team' }),
    role: z.enum(roles),
    plan: z.enum(plans),
    language: z.enum(['sv', 'en']),
  }),
  say: { sv: 'personen', en: 'the person' },
  paths: {
    '$.id': { sv: 'personen', en: 'the person' },
    '$.name': { sv: 'personens namn', en: "the person's name" },
    '$.team': { sv: 'personens avdelning', en: "the person's team" },
    '$.plan': { sv: 'personens abonnemang', en: "the person's plan" },
  },
  reads: {
    '$.id': {
      as: { is: { sv: '{value}', en: '{value}' }, isNot: { sv: 'någon annan än {value}', en: 'anybody but {value}' } },
      is: { sv: 'personen är {value}', en: 'the person is {value}' },
      isNot: { sv: 'personen inte är {value}', en: 'the person is not {value}' },
    },
    '$.name': {
      noun: { sv: 'personens namn', en: "the person's name" },
      is: { sv: 'personen heter {value}', en: "the person's name is {value}" },
      isNot: { sv: 'personen inte heter {value}', en: "the person's name is not {value}" },
    },
    '$.team': {
      as: {
        is: { sv: '{value}', en: '{value}' },
        isNot: { sv: 'någon utanför {value}', en: 'somebody outside {value}' },
      },
      is: { sv: 'personen hör till {value}', en: 'the person belongs to {value}' },
      isNot: { sv: 'personen inte hör till {value}', en: 'the person does not belong to {value}' },
    },
    '$.plan': {
      is: { sv: 'personen har abonnemanget {value}', en: "the person's plan is {value}" },
      isNot: { sv: 'personen inte har abonnemanget {value}', en: "the person's plan is not {value}" },
    },
  },
  told: {
    heading: ({ language }) => ({ sv: 'Den uppringda', en: 'Called person' })[language],
    value: ({ name, short }) => `${name}, ${short}`,
    // By name: who wrote the rule chose a person, and not an id.
    clause(path, { name }, { language }) {
      if (path !== '$.id') return undefined
      return { sv: `personen var ${name}`, en: `the person was ${name}` }[language]
    },
  },
})

/** Opening hours and holidays of the called number, or of the organisation where the number has none of its own. */
export const openFact = defineFact('directory.open', {
  params: z.object({}),
  value: z.object({
    open: z.boolean(),
    /** Whether this number asks to be closed outside opening hours at all. */
    applies: z.boolean(),
    reason: z.enum(['open', 'hours', 'holiday']),
    holiday: z.object({ sv: z.string(), en: z.string() }).optional(),
    /** ISO 8601 UTC of the next opening. */
    opensAt: z.iso.datetime().optional(),
  }),
  say: { sv: 'öppettiderna', en: 'the opening hours' },
  paths: {
    '$.open': { sv: 'öppet', en: 'open' },
    '$.applies': { sv: 'numret stänger utanför öppettiderna', en: 'the number closes outside opening hours' },
    '$.reason': { sv: 'skälet till att det är öppet eller stängt', en: 'the reason for being open or closed' },
  },
  values: {
    open: { sv: 'öppet', en: 'open' },
    hours: { sv: 'stängt för dagen', en: 'closed for the day' },
    holiday: { sv: 'stängt för helgdag', en: 'closed for a holiday' },
  },
  reads: {
    '$.open': { is: { sv: 'det är öppet', en: 'it is open' }, isNot: { sv: 'det är stängt', en: 'it is closed' } },
    '$.applies': {
      is: { sv: 'numret stänger utanför öppettiderna', en: 'the number closes outside opening hours' },
      isNot: { sv: 'numret inte stänger utanför öppettiderna', en: 'the number does not close outside opening hours' },
    },
    '$.reason': {
      is: { sv: 'det är {value}', en: 'it is {value}' },
      isNot: { sv: 'det inte är {value}', en: 'it is not {value}' },
    },
    '$.opensAt': { noun: { sv: 'när det öppnar igen', en: 'when it opens again' } },
  },
  told: {
    heading: ({ language }) => ({ sv: 'Öppettider', en: 'Opening hours' })[language],
    value({ open, holiday, opensAt }, { language, time }) {
      const sv = language === 'sv'
      if (open) return sv ? 'öppet' : 'open'
      const because = holiday ? ` (${holiday[language]})` : ''
      const until = opensAt === undefined ? '' : sv ? `, öppnar ${time(opensAt)}` : `, opens ${time(opensAt)}`
      return `${sv ? 'stängt' : 'closed'}${because}${until}`
    },
    clause(path, { open, applies }, { language }) {
      const sv = language === 'sv'
      if (path === '$.open') return sv ? `det var ${open ? 'öppet' : 'stängt'}` : `it was ${open ? 'open' : 'closed'}`
      if (path !== '$.applies') return undefined
      if (applies) return sv ? 'numret stänger utanför öppettiderna' : 'the number closes outside opening hours'
      return sv ? 'numret stänger inte utanför öppettiderna' : "the number doesn't close outside opening hours"
    },
  },
})

/** True when the caller is one of the called organisation's own people. */
export const colleagueFact = defineFact('directory.colleague', {
  params: z.object({}),
  value: z.boolean(),
  say: { sv: 'den som ringer är en kollega', en: 'the caller is a colleague' },
  reads: {
    $: {
      as: {
        role: 'caller',
        is: { sv: 'en kollega', en: 'a colleague' },
        isNot: { sv: 'någon utifrån', en: 'somebody from outside' },
      },
      is: { sv: 'den som ringer är en kollega', en: 'the caller is a colleague' },
      isNot: { sv: 'den som ringer inte är en kollega', en: 'the caller is not a colleague' },
    },
  },
  told: {
    heading: ({ language }) => ({ sv: 'Kollega', en: 'Colleague' })[language],
    value: (is, { language }) =>
      language === 'sv' ? (is ? 'ja' : 'nej, ringer utifrån') : is ? 'yes' : 'no, from outside',
    clause: (_, is, { language }) =>
      language === 'sv'
        ? `den som ringde är ${is ? 'en' : 'inte en'} kollega`
        : `the caller is ${is ? '' : 'not '}a colleague`,
  },
})
