/** What people's own calendars make of their day: linking them, seeing what counts and why, and having it otherwise. */
export * from './contract/company.ts'
export * from './contract/day.ts'
export * from './contract/entry.ts'
export * from './contract/links.ts'
export * from './contract/overrides.ts'
export * from './contract/slots.ts'
