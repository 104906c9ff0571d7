/** What all of this plugin's screens work with, for as long as somebody is signed in. */
import type { ReadonlySignal } from '@preact/signals'
import type { Badge } from '../../../ui/slots.tsx'
import type { LineBoard } from './lines.tsx'
import type { Log } from './log.ts'
import type { Book } from './who.ts'

export interface Desk {
  readonly log: Log
  readonly book: Book
  readonly board: LineBoard
  readonly dialer: Dialer
  readonly missed: ReadonlySignal<Badge | undefined>
}

export interface Dialer {
  /** Rings the person's own phone, and when it is answered calls the number. Says so meanwhile, and what went wrong. */
  readonly dial: (number: string, name?: string) => void
  /** Why nothing can be called now. Reads signals. */
  unable(): string | undefined
}
