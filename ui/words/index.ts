import { defineWords } from '../../core/words.ts'
import { speak } from '../words.ts'
import { en } from './en.ts'
import { sv } from './sv.ts'

/** The shell's own words. */
export const shellWords = speak(defineWords({ sv, en }))
