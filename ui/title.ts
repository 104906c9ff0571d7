/** What the tab is called. */
import { signal } from '@preact/signals'

/** In place of the view's name, for what other tabs must show too: who calls. */
export const pressing = signal<string | undefined>(undefined)
