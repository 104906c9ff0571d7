/** Organisations, people, teams, numbers and devices: what others may know of them. */
import { z } from 'zod'
import {
  defineEvent,
  defineFact,
  definePort,
  type Language,
  type Plan,
  plans,
  type Role,
  roles,
} from '../../core/define.ts'
import type { DeviceEntry, NumberKind } from './contract/numbers.ts'

export * from './contract/numbers.ts'
export * from './contract/opening.ts'
export * from './contract/organisation.ts'
export * from './contract/people.ts'
export * from './contract/slots.ts'
export { type Dialled, readNumber } from './dialled.ts'
export { e164, type Place } from './number.ts'

/** An organisation as all plugins see it. `domain` is its SIP domain, `zone` an IANA zone, `country` ISO 3166. */
export interface Organisation {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly domain: string
  readonly zone: string
  readonly country: string
  /** As it is dialled there, "08": what people leave out of local numbers. */
  readonly areaCode?: string | undefined
  readonly language: Language
}

export interface Person {
  readonly id: string
  readonly organisation: string
  readonly name: string
  readonly email: string
  /** Short number, "1001". */
  readonly short: string
  /** SIP address of record, "1001@norrsken.svara.localhost". */
  readonly extension: string
  /** E.164, where the person has a landline number of her own. */
  readonly number: string | undefined
  /** Id of that number. */
  readonly numberId: string | undefined
  readonly role: Role
  readonly plan: Plan
  readonly team: string
  readonly language: Language
}

/** Where a dialled number leads inside the hub. `number` is the number's id, for rules of its scope. */
export type Destination =
  | { readonly kind: 'person'; readonly number: string; readonly organisation: string; readonly person: Person }
  | {
      readonly kind: 'group'
      readonly number: string
      readonly organisation: string
      readonly name: string
      readonly members: readonly Person[]
    }
  | {
      readonly kind: 'queue'
      readonly number: string
      readonly organisation: string
      readonly name: string
      readonly members: readonly Person[]
    }
  | {
      readonly kind: 'service'
      readonly number: string
      readonly organisation: string
      readonly name: string
      readonly service: 'voicemail' | 'conference'
    }

/** A number that several people answer. */
export interface Group {
  readonly name: string
  readonly e164: string
  readonly short: string | undefined
  /** Ids of people. */
  readonly members: readonly string[]
}

/** A number of an organisation, whatever it leads to. */
export interface OwnNumber {
  readonly id: string
  readonly organisation: string
  readonly kind: NumberKind
  readonly name: string
  readonly e164: string | undefined
  readonly short: string | undefined
  /** Id of the person whose it is. */
  readonly person: string | undefined
}

/** Answers at once, from memory. */
export interface Directory {
  organisation(id: string): Organisation | undefined
  organisationByDomain(domain: string): Organisation | undefined
  organisations(): readonly Organisation[]
  person(id: string): Person | undefined
  personByExtension(extension: string): Person | undefined
  people(organisation: string): readonly Person[]
  /** From outside (no organisation): E.164 only, of any organisation. From inside: short numbers and E.164 of that organisation alone. */
  destination(dialled: string, organisation?: string): Destination | undefined
  number(id: string): OwnNumber | undefined
  numbers(organisation: string): readonly OwnNumber[]
  /** Those of the organisation that have a long number, lowest first: that one is the main number. */
  groups(organisation: string): readonly Group[]
  /** Short number of a service, as it is dialled inside. */
  serviceNumber(organisation: string, service: 'voicemail' | 'conference'): string | undefined
}

export const directory = definePort<Directory>('directory')

/**
 * What whoever keeps phones in step wants to hear. Listeners are called on one hub, the one where the change was made, when it is in
 * the database.
 */
export interface DirectoryChanges {
  /** A device's secret, or what it may do, is not what it was. */
  onDevice(listener: (device: { authName: string; domain: string }) => void): void
  /** Where a number leads is not what it was. */
  onNumbers(listener: () => void): void
}

export const directoryChanges = definePort<DirectoryChanges>('directory-changes')

/** With what a device shows who it is, given out once: the hub keeps a hash of the secret only. */
export interface DeviceSecret {
  readonly device: DeviceEntry
  readonly secret: string
  /** SIP address of record that it registers at. */
  readonly extension: string
}

/** Desk phones and other devices of people; the app isn't among them. Errors: HubError `directory.device-not-found` (404). */
export interface PhoneDevices {
  /** Of one person, or of everybody. */
  list(organisation: string, person?: string): Promise<readonly DeviceEntry[]>
  find(organisation: string, id: string): Promise<DeviceEntry>
  /** Throws HubError `directory.person-not-found` (404). */
  add(organisation: string, device: { readonly person: string; readonly label: string }): Promise<DeviceSecret>
  rename(organisation: string, id: string, label: string): Promise<void>
  /** A new secret; the old one is worth nothing, and the phone has to register anew. */
  renew(organisation: string, id: string): Promise<DeviceSecret>
  remove(organisation: string, id: string): Promise<void>
}

export const phoneDevices = definePort<PhoneDevices>('directory-phone-devices')

/** Whose app it is: that of one session, which is one browser. */
export interface AppDevice {
  readonly organisation: string
  readonly person: string
  readonly session: string
}

/** The app as a device beside a person's desk phones, with a secret of its own, which administrators never see among theirs. */
export interface AppDevices {
  /** A new secret in place of the one that this session had. Throws HubError `directory.person-not-found` (404). */
  renew(of: AppDevice): Promise<{ authName: string; domain: string; secret: string; extension: string }>
  /** Those that there are, of a person or of everybody. */
  given(person?: string): Promise<readonly AppDevice[]>
  /** Its secret is worth nothing from then on. Harmless where there is none. */
  remove(of: AppDevice): Promise<void>
}

export const appDevices = definePort<AppDevices>('directory-app-devices')

/** Landline numbers come from whoever has a contract with the public network. */
export interface Landlines {
  /** Numbers (E.164) that the organisation may give to people and groups from now on. Those that anybody has already are left as they are. */
  add(organisation: string, numbers: readonly string[]): Promise<void>
}

export const landlines = definePort<Landlines>('landlines')

/** A change that others keep their own projections in step with. */
export const peopleChanged = defineEvent('directory.people-changed', {
  data: z.object({ person: z.string() }),
  say: { sv: 'en person ändrades', en: 'a person was changed' },
  subject: data => data.person,
  scope: data => ({ person: data.person }),
  parties: data => ({ person: { person: data.person } }),
})

const of = z.object({ of: z.string().default('callee') })

export const personFact = defineFact('directory.person', {
  params: of,
  value: z.object({
    id: z.string(),
    name: z.string(),
    short: z.string(),
    number: z.string().optional(),
    team: z.string(),
    role: z.enum(roles),
    plan: z.enum(plans),
    language: z.enum(['sv', 'en']),
  }),
  say: { sv: 'personen', en: 'the person' },
  paths: {
    '$.name': { sv: 'personens namn', en: "the person's name" },
    '$.team': { sv: 'personens avdelning', en: "the person's team" },
    '$.plan': { sv: 'personens abonnemang', en: "the person's plan" },
  },
  told: {
    heading: ({ language }) => ({ sv: 'Den uppringda', en: 'Called person' })[language],
    value: ({ name, short }) => `${name}, ${short}`,
    clause: () => undefined,
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
    '$.reason': { sv: 'skälet', en: 'the reason' },
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
