import { defineWords } from '../../core/words.ts'
import { speak } from '../words.ts'

const en = { save: 'Save', discard: 'Discard changes' }
const sv = { save: 'Spara', discard: 'Ångra ändringarna' }

export const t = speak(defineWords({ sv, en }))
