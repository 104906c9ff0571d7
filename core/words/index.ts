import { defineWords } from '../words.ts'
import { en } from './en.ts'
import { sv } from './sv.ts'

/** The hub's own words, for its errors and the fields of its own routes. */
export const coreWords = defineWords({ sv, en })
