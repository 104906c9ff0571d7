/** The life of a call: what it asks of the rules, what they may do with it, and the log of it. */
export * from './contract/actions.ts'
export * from './contract/events.ts'
export * from './contract/facts.ts'
export * from './contract/kinds.ts'
export * from './contract/legs.ts'
export * from './contract/outside.ts'
export * from './contract/slots.ts'
export * from './contract/views.ts'
