/** The app as a phone. */
export * from './contract/routes.ts'
export * from './contract/slots.ts'
