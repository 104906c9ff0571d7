import { defineWords } from '../../../../core/words.ts'
import { speak } from '../../../../ui/words.ts'

export const t = speak(
  defineWords({
    en: { day: 'My day', calendars: 'Calendars' },
    sv: { day: 'Min dag', calendars: 'Kalendrar' },
  }),
)
