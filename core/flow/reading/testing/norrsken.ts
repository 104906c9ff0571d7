/** An organisation to speak of: a switchboard, two people, a team, the standard activities that rules name. */
import type { Phrase } from '../../../define.ts'
import type { Names } from '../vocabulary.ts'

const same = (name: string): Phrase => ({ sv: name, en: name })

const anna = '0192f0c4-1001-7000-8000-000000000001'
const activities: Readonly<Record<string, Phrase>> = {
  meeting: { sv: 'Möte', en: 'In a meeting' },
  busy: { sv: 'Upptagen', en: 'Busy' },
  errand: { sv: 'Ärende', en: 'Errand' },
  holiday: { sv: 'Semester', en: 'Holiday' },
}

export const norrsken = {
  anna,
  values: {
    person: [
      { value: anna, say: same('Anna Svensson'), numbers: ['1001', '+46846500401'] },
      { value: '0192f0c4-1002-7000-8000-000000000002', say: same('Björn Lind'), numbers: ['1002'] },
    ],
    team: [{ value: 'Försäljning', say: same('Försäljning') }],
    'own-number': [
      { value: '0192f0c4-1000-7000-8000-000000000000', say: same('Växel'), numbers: ['1000', '+46846500400'] },
    ],
    activity: Object.entries(activities).map(([value, say]) => ({ value, say })),
  },
} satisfies Names & { readonly anna: string }
