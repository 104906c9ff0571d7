/** Ways to the public network: trunks, and which calls go by which. */

export * from './contract/routes.ts'
export * from './contract/trunk.ts'
export * from './contract/views.ts'
