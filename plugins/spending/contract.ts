/** What calls out cost, where they may go, and what stops them: the guard against toll fraud. Money is integer öre. */
export * from './contract/events.ts'
export * from './contract/facts.ts'
export * from './contract/settings.ts'
export * from './contract/views.ts'
