/** A person's voicemail: what callers hear and may do, the messages they leave, and how she listens to them. */
export * from './contract/actions.ts'
export * from './contract/box.ts'
export * from './contract/events.ts'
export * from './contract/keeping.ts'
export * from './contract/messages.ts'
export * from './contract/routes.ts'
