import { defineWords } from '../../../../core/words.ts'
import { speak } from '../../../../ui/words.ts'
import { en as hubEn } from '../../words/en.ts'
import { sv as hubSv } from '../../words/sv.ts'
import { en } from './en.ts'
import { sv } from './sv.ts'

/** What the hub itself says of a contact that it refuses. */
export const hubSays = speak(defineWords({ sv: hubSv, en: hubEn }))

export const t = speak(defineWords({ sv, en }))
