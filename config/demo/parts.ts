/** The shares of the plugins beside the directory's. A plugin that goes takes its line with it. */
import { contactsDemo } from './contacts.ts'
import type { DemoPart } from './part.ts'
import { rulesDemo } from './rules.ts'

export const demoParts: readonly DemoPart[] = [contactsDemo, rulesDemo]
