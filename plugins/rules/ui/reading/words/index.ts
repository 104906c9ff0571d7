import { defineWords } from '../../../../../core/words.ts'
import { speak } from '../../../../../ui/words.ts'
import { en } from './en.ts'
import { sv } from './sv.ts'

export const t = speak(defineWords({ sv, en }))
