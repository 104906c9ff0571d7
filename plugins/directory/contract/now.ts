/** What rules may know of the time and of the number that was called. */
import { z } from 'zod'
import { defineFact, type Phrase } from '../../../core/define.ts'

/** ISO 8601 order. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const days: Readonly<Record<string, Phrase>> = {
  monday: { sv: 'måndag', en: 'Monday' },
  tuesday: { sv: 'tisdag', en: 'Tuesday' },
  wednesday: { sv: 'onsdag', en: 'Wednesday' },
  thursday: { sv: 'torsdag', en: 'Thursday' },
  friday: { sv: 'fredag', en: 'Friday' },
  saturday: { sv: 'lördag', en: 'Saturday' },
  sunday: { sv: 'söndag', en: 'Sunday' },
}

/** What clock and calendar show in the organisation's zone. */
export const nowFact = defineFact('directory.now', {
  params: z.object({}),
  value: z.object({
    /** "15:00:30". With seconds it is after "15:00" as text from 15:00:00 on, and before it until then. */
    time: z.string().meta({ kind: 'time-of-day' }),
    weekday: z.enum(weekdays).meta({ kind: 'weekday' }),
    date: z.string().meta({ kind: 'date' }),
    /** A public holiday, or a day on which the organisation is closed. */
    holiday: z.boolean(),
  }),
  say: { sv: 'tiden', en: 'the time' },
  paths: {
    '$.time': { sv: 'klockan', en: 'the time' },
    '$.weekday': { sv: 'veckodagen', en: 'the weekday' },
    '$.date': { sv: 'datumet', en: 'the date' },
    '$.holiday': { sv: 'det är helgdag', en: 'it is a holiday' },
  },
  values: days,
  reads: {
    '$.holiday': {
      is: { sv: 'det är helgdag', en: 'it is a holiday' },
      isNot: { sv: 'det inte är helgdag', en: 'it is not a holiday' },
    },
  },
  told: {
    heading: ({ language }) => ({ sv: 'Tiden', en: 'The time' })[language],
    value: ({ time, weekday, date, holiday }, { language }) =>
      [days[weekday]?.[language], date, time.slice(0, 5), holiday && { sv: 'helgdag', en: 'holiday' }[language]]
        .filter(Boolean)
        .join(', '),
    clause(path, { time, weekday, date, holiday }, { language }) {
      const sv = language === 'sv'
      if (path === '$.time') return sv ? `klockan var ${time.slice(0, 5)}` : `it was ${time.slice(0, 5)}`
      if (path === '$.weekday') return `${sv ? 'det var' : 'it was'} ${days[weekday]?.[language]}`
      if (path === '$.date') return `${sv ? 'datumet var' : 'the date was'} ${date}`
      if (holiday) return sv ? 'det var helgdag' : 'it was a holiday'
      return sv ? 'det var inte helgdag' : 'it was not a holiday'
    },
  },
})

/** The number of the organisation that was called, or that the call was sent on to. */
export const numberFact = defineFact('directory.number', {
  params: z.object({}),
  value: z.object({ id: z.string().meta({ kind: 'own-number' }), name: z.string(), short: z.string().optional() }),
  say: { sv: 'det uppringda numret', en: 'the called number' },
  paths: {
    '$.id': { sv: 'det uppringda numret', en: 'the called number' },
    '$.name': { sv: 'det uppringda numrets namn', en: "the called number's name" },
  },
  reads: {
    '$.id': {
      as: { role: 'callee', is: { sv: '{value}', en: '{value}' } },
      is: { sv: 'samtalet gäller {value}', en: 'the call is for {value}' },
      isNot: { sv: 'samtalet inte gäller {value}', en: 'the call is not for {value}' },
    },
    '$.name': { noun: { sv: 'det uppringda numrets namn', en: "the called number's name" } },
  },
  told: {
    heading: ({ language }) => ({ sv: 'Uppringt nummer', en: 'Called number' })[language],
    value: ({ name, short }) => [name, short].filter(Boolean).join(', '),
    clause: (path, { name }, { language }) =>
      path === '$.id' || path === '$.name'
        ? `${language === 'sv' ? 'samtalet gällde' : 'the call was for'} ${name}`
        : undefined,
  },
})
