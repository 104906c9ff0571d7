/** What screens have at hand. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { SignedIn } from '../core/access/contract.ts'
import type { Slot } from '../core/define.ts'
import type { ApiClient } from '../core/http/client.ts'
import type { Changes } from './changes.ts'
import type { LiveStore } from './live.ts'
import type { Toasts } from './toasts.ts'

export interface App {
  readonly who: SignedIn
  readonly api: ApiClient
  readonly live: LiveStore
  readonly changes: Changes
  readonly toasts: Toasts
  /** Said once by screen readers. Assertive interrupts: incoming calls only. */
  announce(text: string, how?: 'polite' | 'assertive'): void
  /** To another address of the app. */
  go(address: string, how?: 'push' | 'replace'): void
  /** What fills a slot, in order. */
  filled<Value>(slot: Slot<Value>): readonly Value[]
  signOut(everywhere?: boolean): Promise<void>
}

export const AppContext = createContext<App | undefined>(undefined)

export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('outside the app')
  return app
}
