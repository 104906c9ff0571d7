import { defineWords } from '../../../core/words.ts'
import { en } from './en.ts'
import { sv } from './sv.ts'

export const words = defineWords({ sv, en })
