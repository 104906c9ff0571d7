import { defineWords } from '../../../../core/words.ts'
import { speak } from '../../../../ui/words.ts'

export const t = speak(
  defineWords({ en: { rules: 'Rules', decisions: 'Decisions' }, sv: { rules: 'Regler', decisions: 'Beslut' } }),
)
