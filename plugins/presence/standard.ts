/** The standard activities, for every organisation that doesn't change them. */
import type { ActivityKind, Length } from './contract.ts'

/** What everybody is who says nothing else. */
export const available = 'available'

type Words = readonly [name: string, spoken: string]

function kind(
  sv: Words,
  en: Words,
  icon: string,
  tone: ActivityKind['tone'],
  closesPhone: boolean,
  length: Length,
): ActivityKind {
  return { name: { sv: sv[0], en: en[0] }, spoken: { sv: sv[1], en: en[1] }, icon, tone, closesPhone, length }
}

/** By key, in the order in which they are shown. */
export const standard: ReadonlyMap<string, ActivityKind> = new Map([
  [available, kind(['Tillgänglig', 'är tillgänglig'], ['Available', 'is available'], 'free', 'free', false, 'none')],
  ['meeting', kind(['Möte', 'är i möte'], ['In a meeting', 'is in a meeting'], 'meet', 'closed', true, 60)],
  ['busy', kind(['Upptagen', 'är upptagen'], ['Busy', 'is busy'], 'busy', 'closed', true, 30)],
  ['lunch', kind(['Lunch', 'är på lunch'], ['Lunch', 'is at lunch'], 'lunch', 'closed', true, 30)],
  ['break', kind(['Rast', 'har rast'], ['Break', 'is taking a break'], 'break', 'closed', true, 15)],
  ['errand', kind(['Ärende', 'är ute på ärende'], ['Errand', 'is out on an errand'], 'errand', 'closed', true, 60)],
  ['travelling', kind(['På resa', 'är på resa'], ['Travelling', 'is travelling'], 'travel', 'free', false, 120)],
  [
    'home',
    kind(['Hemarbete', 'arbetar hemifrån'], ['Working from home', 'works from home'], 'home', 'free', false, 'day-end'),
  ],
  [
    'gone',
    kind(
      ['Gått för dagen', 'har gått för dagen'],
      ['Gone for the day', 'has left for the day'],
      'gone',
      'away',
      true,
      'morning',
    ),
  ],
  ['holiday', kind(['Semester', 'har semester'], ['Holiday', 'is on holiday'], 'holiday', 'away', true, 'date')],
  ['sick', kind(['Sjuk', 'är sjuk'], ['Sick', 'is off sick'], 'sick', 'away', true, 'day-end')],
  [
    'child',
    kind(
      ['Vård av barn', 'är hemma för vård av barn'],
      ['Caring for a child', 'is at home caring for a child'],
      'child',
      'away',
      true,
      'day-end',
    ),
  ],
])
