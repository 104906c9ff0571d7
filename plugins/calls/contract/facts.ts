/** What rules may know of a call and of the lines. */
import { z } from 'zod'
import { defineFact, type Teller } from '../../../core/define.ts'
import { ofRole } from '../../../core/flow/role.ts'
import { callsIn, callsOut } from './events.ts'
import { lineStates } from './kinds.ts'

const kinds = {
  person: { sv: 'en person', en: 'a person' },
  group: { sv: 'en svarsgrupp', en: 'a group number' },
  queue: { sv: 'en kö', en: 'a queue' },
  service: { sv: 'en tjänst', en: 'a service' },
  outside: { sv: 'ett nummer utanför', en: 'a number outside' },
} as const

const services = {
  voicemail: { sv: 'röstbrevlådan', en: 'voicemail' },
  conference: { sv: 'telefonmötet', en: 'the conference' },
} as const

export const callFact = defineFact('call', {
  params: z.object({}),
  value: z.object({
    kind: z.enum(['person', 'group', 'queue', 'service', 'outside']),
    /** Where it is for one. */
    service: z.enum(['voicemail', 'conference']).optional(),
    hidden: z.boolean(),
    callerNumber: z.string().meta({ kind: 'phone-number' }).optional(),
    dialled: z.string().meta({ kind: 'phone-number' }),
    /** ISO 3166 of the dialled number; none for service numbers. */
    country: z.string().meta({ kind: 'country' }).optional(),
    /** ISO 3166 of the caller's number, where that is known. */
    callerCountry: z.string().meta({ kind: 'country' }).optional(),
    /** The caller's number is another country's than the organisation is in. */
    abroad: z.boolean().optional(),
    diversions: z.number(),
    /** Language to speak to the caller. */
    language: z.enum(['sv', 'en']),
  }),
  say: { sv: 'samtalet', en: 'the call' },
  paths: {
    '$.kind': { sv: 'målet', en: 'the destination' },
    '$.service': { sv: 'tjänsten', en: 'the service' },
    '$.hidden': { sv: 'numret är dolt', en: 'the number is hidden' },
    '$.callerNumber': { sv: 'numret som ringer', en: "the caller's number" },
    '$.dialled': { sv: 'det slagna numret', en: 'the dialled number' },
    '$.country': { sv: 'landet som rings', en: 'the country called' },
    '$.callerCountry': { sv: 'landet som samtalet kommer från', en: 'the country that the call comes from' },
    '$.abroad': { sv: 'samtalet kommer från utlandet', en: 'the call comes from abroad' },
    '$.diversions': { sv: 'antalet medflyttningar', en: 'the number of diversions' },
    '$.language': { sv: 'språket', en: 'the language' },
  },
  values: { ...kinds, ...services },
  events: [...callsIn, ...callsOut],
  reads: {
    '$.kind': {
      as: { role: 'callee', is: { sv: '{value}', en: '{value}' } },
      is: { sv: 'samtalet gäller {value}', en: 'the call is for {value}' },
      isNot: { sv: 'samtalet inte gäller {value}', en: 'the call is not for {value}' },
    },
    '$.service': {
      as: { role: 'callee', is: { sv: '{value}', en: '{value}' } },
      is: { sv: 'samtalet gäller {value}', en: 'the call is for {value}' },
      isNot: { sv: 'samtalet inte gäller {value}', en: 'the call is not for {value}' },
    },
    '$.hidden': {
      as: { role: 'caller', is: { sv: 'någon med dolt nummer', en: 'somebody with a hidden number' } },
      is: { sv: 'numret är dolt', en: 'the number is hidden' },
      isNot: { sv: 'numret inte är dolt', en: 'the number is not hidden' },
    },
    '$.callerNumber': {
      noun: { sv: 'numret som ringer', en: "the caller's number" },
      as: { role: 'caller', is: { sv: '{value}', en: '{value}' } },
      is: { sv: 'den som ringer har numret {value}', en: "the caller's number is {value}" },
      isNot: { sv: 'den som ringer inte har numret {value}', en: "the caller's number is not {value}" },
    },
    '$.dialled': {
      noun: { sv: 'det slagna numret', en: 'the dialled number' },
      as: { role: 'callee', is: { sv: '{value}', en: '{value}' } },
      is: { sv: 'det slagna numret är {value}', en: 'the dialled number is {value}' },
      isNot: { sv: 'det slagna numret inte är {value}', en: 'the dialled number is not {value}' },
    },
    '$.country': {
      as: { role: 'callee', is: { sv: 'till {value}', en: '{value}' } },
      is: { sv: 'samtalet går till {value}', en: 'the call goes to {value}' },
      isNot: { sv: 'samtalet inte går till {value}', en: 'the call does not go to {value}' },
    },
    '$.callerCountry': {
      as: { role: 'caller', is: { sv: 'någon från {value}', en: 'somebody from {value}' } },
      is: { sv: 'samtalet kommer från {value}', en: 'the call comes from {value}' },
      isNot: { sv: 'samtalet inte kommer från {value}', en: 'the call does not come from {value}' },
    },
    '$.abroad': {
      as: { role: 'caller', is: { sv: 'någon från utlandet', en: 'somebody from abroad' } },
      is: { sv: 'samtalet kommer från utlandet', en: 'the call comes from abroad' },
      isNot: { sv: 'samtalet inte kommer från utlandet', en: 'the call does not come from abroad' },
    },
    '$.language': {
      is: { sv: 'den som ringer tilltalas på {value}', en: 'the caller is spoken to in {value}' },
      isNot: { sv: 'den som ringer inte tilltalas på {value}', en: 'the caller is not spoken to in {value}' },
      values: { sv: { sv: 'svenska', en: 'Swedish' }, en: { sv: 'engelska', en: 'English' } },
    },
  },
  told: {
    heading: ({ language }) => ({ sv: 'Samtalet', en: 'The call' })[language],
    value({ kind, hidden, callerNumber, dialled, diversions }, { language, number }) {
      const sv = language === 'sv'
      const to = kind === 'outside' ? number(dialled) : `${kinds[kind][language]}, ${number(dialled)}`
      const from = hidden ? (sv ? 'dolt nummer' : 'hidden number') : callerNumber && number(callerNumber)
      const sent = diversions > 0 ? (sv ? `, medflyttat ${diversions} ggr` : `, sent on ${diversions} times`) : ''
      return `${sv ? 'till' : 'to'} ${to}${from ? (sv ? ` från ${from}` : ` from ${from}`) : ''}${sent}`
    },
    clause(path, { kind, service, hidden, dialled, country: called, callerCountry, abroad }, { language, number }) {
      const sv = language === 'sv'
      if (path === '$.service' && service)
        return `${sv ? 'samtalet gällde' : 'the call was for'} ${services[service][language]}`
      if (path === '$.kind') return `${sv ? 'samtalet gällde' : 'the call was for'} ${kinds[kind][language]}`
      if ((path === '$.hidden' || path === '$.callerNumber') && hidden)
        return sv ? 'numret var dolt' : 'the number was hidden'
      if (path === '$.hidden') return sv ? 'numret var inte dolt' : 'the number was not hidden'
      if (path === '$.dialled') return `${sv ? 'det slagna numret var' : 'the dialled number was'} ${number(dialled)}`
      if (path === '$.abroad' && sv) return `samtalet kom ${abroad ? '' : 'inte '}från utlandet`
      if (path === '$.abroad') return abroad ? 'the call came from abroad' : 'the call did not come from abroad'
      if (path !== '$.country' && path !== '$.callerCountry') return undefined
      const isCalled = path === '$.country'
      const country = isCalled ? called : callerCountry
      const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
      const name = country === undefined ? undefined : names.of(country)
      if (name === undefined) return sv ? 'numret hör inte till något land' : 'the number belongs to no country'
      if (isCalled) return `${sv ? 'samtalet gick till' : 'the call went to'} ${name}`
      return `${sv ? 'samtalet kom från' : 'the call came from'} ${name}`
    },
    aside: ['$.kind'],
  },
})

export const lineWords = {
  idle: { sv: 'ledig', en: 'free' },
  ringing: { sv: 'ringer', en: 'ringing' },
  'in-call': { sv: 'i samtal', en: 'in a call' },
} as const

const theLine = ({ language, yours }: Teller) =>
  language === 'sv' ? (yours ? 'Din linje' : 'Linjen') : yours ? 'Your line' : 'The line'

export const lineFact = defineFact('calls.line', {
  params: ofRole,
  value: z.object({ state: z.enum(lineStates) }),
  say: { sv: 'linjen', en: 'the line' },
  paths: { '$.state': { sv: 'linjen', en: 'the line' } },
  values: lineWords,
  reads: {
    '$.state': {
      is: { sv: 'linjen är {value}', en: 'the line is {value}' },
      isNot: { sv: 'linjen inte är {value}', en: 'the line is not {value}' },
      values: {
        ringing: { sv: 'uppringd', en: 'ringing' },
        'in-call': { sv: 'upptagen', en: 'busy' },
      },
    },
  },
  told: {
    heading: theLine,
    value: ({ state }, { language }) => lineWords[state][language],
    clause(_, { state }, teller) {
      const { language } = teller
      const line = theLine(teller).toLowerCase()
      if (state === 'ringing') return language === 'sv' ? `${line} ringde` : `${line} was ringing`
      return `${line} ${language === 'sv' ? 'var' : 'was'} ${lineWords[state][language]}`
    },
  },
})

/** Whether any phone that would ring is registered. */
export const reachableFact = defineFact('calls.reachable', {
  params: z.object({}),
  value: z.boolean(),
  say: { sv: 'någon telefon är inloggad', en: 'a phone is registered' },
  events: callsIn,
  reads: {
    $: {
      is: { sv: 'någon telefon är inloggad', en: 'a phone is registered' },
      isNot: { sv: 'ingen telefon är inloggad', en: 'no phone is registered' },
    },
  },
  told: {
    heading: ({ language, yours }) =>
      language === 'sv' ? (yours ? 'Dina telefoner' : 'Telefoner') : yours ? 'Your phones' : 'Phones',
    value: (any, { language }) =>
      language === 'sv' ? (any ? 'inloggade' : 'ingen inloggad') : any ? 'registered' : 'none registered',
    clause(_, any, { language, yours }) {
      if (language === 'sv') {
        if (any) return yours ? 'du hade en telefon inloggad' : 'en telefon var inloggad'
        return yours ? 'du hade ingen telefon inloggad' : 'ingen telefon var inloggad'
      }
      if (any) return yours ? 'you had a phone registered' : 'a phone was registered'
      return yours ? 'you had no phone registered' : 'no phone was registered'
    },
  },
})
