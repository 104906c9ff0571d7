/** What others may know of this plugin. */
export * from './contract/sets.ts'
