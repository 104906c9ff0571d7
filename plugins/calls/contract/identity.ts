/** Which number shows when a person calls out, and what her desk phones show of who calls her. */
import { z } from 'zod'
import { defineFact, defineRoute, type Phrase } from '../../../core/define.ts'
import { ofRole } from '../../../core/flow/role.ts'
import { callsOut } from './events.ts'
import { type ShownKind, shownKinds, wished } from './wish.ts'

export const kindWords: Readonly<Record<ShownKind, Phrase>> = {
  landline: { sv: 'det fasta numret', en: 'the landline number' },
  hidden: { sv: 'inget nummer', en: 'no number' },
  mobile: { sv: 'mobilnumret', en: 'the mobile number' },
  number: { sv: 'ett av organisationens nummer', en: "one of the organisation's numbers" },
}

const chosenBy = {
  call: { sv: 'valt för det här samtalet', en: 'chosen for this call' },
  person: { sv: 'valt för alla samtal', en: 'chosen for all calls' },
  standard: { sv: 'inget annat valt', en: 'nothing else chosen' },
} as const

export const shownFact = defineFact('calls.shows', {
  params: z.object({}),
  value: z.object({
    kind: z.enum(shownKinds),
    /** E.164; none where it is hidden. */
    number: z.string().meta({ kind: 'phone-number' }).optional(),
    /** The group's, where it is one's. */
    name: z.string().optional(),
    by: z.enum(['call', 'person', 'standard']),
  }),
  say: { sv: 'numret som visas', en: 'the number that shows' },
  paths: {
    '$.kind': { sv: 'numret som visas', en: 'the number that shows' },
    '$.number': { sv: 'numret som visas', en: 'the number that shows' },
    '$.by': { sv: 'vem som valde numret som visas', en: 'who chose the number that shows' },
  },
  values: { ...kindWords, ...chosenBy },
  events: callsOut,
  reads: {
    '$.kind': {
      noun: { sv: 'det nummer som den som ringer har valt', en: 'the number that the caller has chosen' },
      is: { sv: 'numret som visas är {value}', en: 'the number that shows is {value}' },
      isNot: { sv: 'numret som visas inte är {value}', en: 'the number that shows is not {value}' },
    },
    '$.by': {
      is: { sv: 'numret som visas är {value}', en: 'the number that shows is {value}' },
      isNot: { sv: 'numret som visas inte är {value}', en: 'the number that shows is not {value}' },
    },
  },
  told: {
    heading: ({ language }) => ({ sv: 'Numret som visas', en: 'The number that shows' })[language],
    value({ kind, number, name, by }, { language, number: written }) {
      const shown = number === undefined ? undefined : [name, written(number)].filter(Boolean).join(', ')
      return `${shown ?? kindWords[kind][language]} (${chosenBy[by][language]})`
    },
    clause(_, { kind }, { language }) {
      return language === 'sv' ? `${kindWords[kind].sv} visades` : `${kindWords[kind].en} showed`
    },
  },
})

export const deskShows = ['name', 'number', 'both'] as const
export type DeskShows = (typeof deskShows)[number]

/** Of whoever is called. The app always shows both. */
export const deskFact = defineFact('calls.desk-shows', {
  params: ofRole,
  value: z.enum(deskShows),
  say: { sv: 'vad bordstelefonen visar', en: 'what the desk phone shows' },
  values: {
    name: { sv: 'namn', en: 'name' },
    number: { sv: 'nummer', en: 'number' },
    both: { sv: 'namn och nummer', en: 'name and number' },
  },
})

const identity = z.object({
  shows: z.enum(shownKinds),
  /** With `number`: which. */
  number: z.string().optional(),
  desk: z.enum(deskShows),
  /** All that she may choose now; a mobile where she has one, confirmed. */
  choices: z.array(
    z.object({
      shows: z.enum(shownKinds),
      number: z.string().optional(),
      /** With `number`: the group's. */
      name: z.string().optional(),
      short: z.string().optional(),
    }),
  ),
})
export type Identity = z.infer<typeof identity>
export type IdentityChoice = Identity['choices'][number]

export const readIdentity = defineRoute({
  method: 'GET',
  path: '/identity',
  allow: 'member',
  input: z.object({}),
  output: identity,
  say: 'Which number shows when I call, what I may choose, and what my desk phones show',
})

export const setIdentity = defineRoute({
  method: 'PUT',
  path: '/identity',
  allow: 'member',
  input: wished.extend({ desk: z.enum(deskShows) }).partial(),
  output: identity,
  say: 'Chooses which number shows when I call, and what my desk phones show of who calls',
})
