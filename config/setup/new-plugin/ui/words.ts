import { defineWords } from '../../../../core/words.ts'
import { speak } from '../../../../ui/words.ts'

const en = {
  title: 'Greetings',
  empty: 'No greetings yet',
  'empty.about': 'Greetings turn up here by themselves.',
}

const sv: Record<keyof typeof en, string> = {
  title: 'Hälsningar',
  empty: 'Inga hälsningar än',
  'empty.about': 'Hälsningar dyker upp här av sig själva.',
}

export const t = speak(defineWords({ sv, en }))
