/** Address books that people, or the company, keep elsewhere: linked, read now and then, and found by the one search. */
export * from './contract/cards.ts'
export * from './contract/links.ts'
export * from './contract/routes.ts'
export * from './contract/views.ts'
