/** Who is signed in. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { type SignedIn, signIn, signOut, whoAmI } from '../core/access/contract.ts'
import { type ApiClient, ApiError, client, type Fetch } from '../core/http/client.ts'
import { setClock, zone } from './clock.ts'
import { kept } from './kept.ts'
import { place } from './phone-number.ts'
import { language } from './words.ts'

export type Access =
  /** Not asked yet. `failed`: the hub can't be reached, and this browser remembers nobody. */
  | { readonly state: 'unknown'; readonly failed: boolean }
  | { readonly state: 'out' }
  /** `expired`: has to sign in again to go on; nothing on the screen is lost meanwhile. */
  | { readonly state: 'in'; readonly who: SignedIn; readonly expired: boolean }

export interface Session {
  readonly access: ReadonlySignal<Access>
  readonly api: ApiClient
  /** Asks the hub; offline, whoever was signed in here last still is. */
  ask(): Promise<void>
  /** Throws what the hub says. */
  signIn(email: string, password: string): Promise<void>
  signOut(everywhere: boolean): Promise<void>
  /** For the live connection. Rejects when the hub can't be reached. */
  isSignedIn(): Promise<boolean>
  expire(): void
  /** Somebody signed in or out in another tab: they have one session together. Gives what ends it. */
  watch(): () => void
}

export function openSession(): Session {
  const remembered = kept<SignedIn>('who')
  const access = signal<Access>({ state: 'unknown', failed: false })
  const plain = client('', fetch.bind(globalThis) as Fetch)

  async function signedIn<Output>(answer: Promise<Output>): Promise<Output> {
    try {
      return await answer
    } catch (error) {
      if (isOut(error)) expire()
      throw error
    }
  }

  const api: ApiClient = {
    call: (definition, input) => signedIn(plain.call(definition, input)),
    upload: (definition, input, file) => signedIn(plain.upload(definition, input, file)),
  }

  function enter(who: SignedIn): void {
    setClock(who.now)
    zone.value = who.zone
    place.value = who.place
    language.value = who.language
    remembered.write(who)
    access.value = { state: 'in', who, expired: false }
  }

  function leave(): void {
    remembered.write(undefined)
    access.value = { state: 'out' }
  }

  function expire(): void {
    const current = access.peek()
    if (current.state === 'in') access.value = { ...current, expired: true }
    else leave()
  }

  async function ask(): Promise<void> {
    try {
      enter(await plain.call(whoAmI, {}))
    } catch (error) {
      const who = remembered.read()
      if (isOut(error)) leave()
      else if (who) access.value = { state: 'in', who, expired: false }
      else access.value = { state: 'unknown', failed: true }
    }
  }

  return {
    access,
    api,
    ask,
    async signIn(email, password) {
      enter(await plain.call(signIn, { email, password }))
    },
    async signOut(everywhere) {
      await plain.call(signOut, { all: everywhere })
      leave()
    },
    async isSignedIn() {
      try {
        const who = await plain.call(whoAmI, {})
        const current = access.peek()
        if (current.state === 'in' && current.who.person !== who.person) enter(who)
        else setClock(who.now)
        return true
      } catch (error) {
        if (isOut(error)) return false
        throw error
      }
    },
    expire,
    watch() {
      const onStorage = (event: StorageEvent) => {
        if (event.key !== remembered.key) return
        const current = access.peek()
        const person = current.state === 'in' ? current.who.person : undefined
        // Each tab writes down who it is when it has asked: only another person is news.
        if (remembered.read()?.person !== person) void ask()
      }
      addEventListener('storage', onStorage)
      return () => removeEventListener('storage', onStorage)
    },
  }
}

const isOut = (error: unknown): boolean => error instanceof ApiError && error.code === 'access.sign-in'
