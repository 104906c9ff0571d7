import { definePort, type Language, type Plan, type Role } from '../define.ts'

export interface Place {
  readonly country: string
  readonly areaCode?: string | undefined
}

/** What signing in needs to know of a person. Ids are UUIDv7. */
export interface Account {
  readonly person: string
  readonly organisation: string
  readonly role: Role
  readonly plan: Plan
  /** Argon2id in PHC form, by `hashPassword`. Undefined: this person can't sign in by password. */
  readonly passwordHash: string | undefined
  readonly disabled: boolean
  readonly language: Language
  readonly name: string
  /** IANA zone of the organisation. */
  readonly zone: string
  /** Where numbers are written without country and area code: ISO 3166, and "08" where the organisation has one. */
  readonly place: Place
}

/** Whoever keeps people provides this. */
export interface Accounts {
  /** Case doesn't matter. E-mail addresses are unique over all organisations. */
  byEmail(email: string): Promise<Account | undefined>
  byPerson(person: string): Promise<Account | undefined>
  setPassword(person: string, passwordHash: string): Promise<void>
  /**
   * Calls `listener` on every hub when an account changed, or when the person is gone: who is signed in is then read again.
   * 'access': role, plan or disabled did, and open sockets are closed. 'shown': name or language only, and they live on, calls with them.
   */
  watch(listener: (person: string, what: 'access' | 'shown') => void): void
}

export const accounts = definePort<Accounts>('accounts')
