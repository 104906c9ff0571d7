import { defineWords } from '../../../../core/words.ts'
import { speak } from '../../../words.ts'

export const t = speak(
  defineWords({
    en: {
      rules: 'Rules, in the order they were tried',
      past: '1 more rule was not needed',
      'past-many': '{count} more rules were not needed',
      saw: 'What the rules saw',
      also: 'Done besides',
    },
    sv: {
      rules: 'Regler, i den ordning de prövades',
      past: '1 regel till behövdes inte',
      'past-many': '{count} regler till behövdes inte',
      saw: 'Vad reglerna såg',
      also: 'Gjordes dessutom',
    },
  }),
)
