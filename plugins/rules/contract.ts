/** What others may know of this plugin. */

export * from './contract/catalogue.ts'
export * from './contract/files.ts'
export * from './contract/findings.ts'
export * from './contract/keeping.ts'
export * from './contract/ladder.ts'
export * from './contract/replay.ts'
export * from './contract/sets.ts'
export * from './contract/trying.ts'
export * from './contract/versions.ts'
export * from './contract/why.ts'
