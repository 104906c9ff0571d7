import { defineWords } from '../../../../core/words.ts'
import { speak } from '../../../../ui/words.ts'

export const t = speak(
  defineWords({
    en: { rules: 'Rules', decisions: 'Decisions', followed: 'Followed' },
    sv: { rules: 'Regler', decisions: 'Beslut', followed: 'Bevakat' },
  }),
)
