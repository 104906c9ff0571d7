/** Organisations, people, teams, numbers and devices: what others may know of them. */
import { z } from 'zod'
import { defineEvent, definePort, type Language, type Plan, type Role } from '../../core/define.ts'
import type { DeviceEntry, NumberKind } from './contract/numbers.ts'

export * from './contract/facts.ts'
export * from './contract/now.ts'
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
  readonly teamId?: string | undefined
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

/** For whatever is kept of people elsewhere, and comes and goes with them. */
export interface Staff {
  /** Is nobody's colleague any more. False of whom this hub hasn't heard of yet: for that nothing may be thrown away. */
  hasLeft(person: string): boolean
  /**
   * Somebody was added or changed, or has left. Listeners are called on one hub, the one where the change was made, when it is in the
   * database.
   */
  onChange(listener: (organisation: string) => void): void
}

export const staff = definePort<Staff>('directory-staff')

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
  roles: { person: { sv: 'personen', en: 'the person' } },
  clauses: [{ roles: [], say: { sv: 'en person ändras', en: 'a person is changed' } }],
  subject: data => data.person,
  scope: data => ({ person: data.person }),
  parties: data => ({ person: { person: data.person } }),
})
