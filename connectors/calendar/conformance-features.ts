/** What not every vendor has words for. */
import { expect } from 'vitest'
import type { Entry } from './entries.ts'
import type { CalendarEvent } from './port.ts'

/** Her own zone: that of every entry that names none. */
export const home = 'Europe/Stockholm'

export const features = [
  'out-of-office',
  'focus',
  'working-elsewhere',
  'birthday',
  'tentative',
  'categories',
  'meeting',
  'windows-zones',
  'unknown-zones',
  'cursor',
  'watch',
] as const
export type Feature = (typeof features)[number]
/** With the reason, for people. */
export type Lacks = Readonly<Partial<Record<Feature, string>>>

interface Row {
  readonly feature: Feature
  readonly what: string
  readonly entry: Omit<Entry, 'key' | 'subject'>
  readonly told: Partial<CalendarEvent>
}
const hours = { start: '2026-09-09T08:00:00', end: '2026-09-09T09:00:00' }
const winter = { start: '2026-11-17T09:00:00', end: '2026-11-17T10:00:00' }
export const rows: readonly Row[] = [
  ...(['out-of-office', 'focus', 'working-elsewhere'] as const).map(kind => ({
    ...{ feature: kind, what: kind, entry: { ...hours, kind }, told: { kind } },
  })),
  {
    ...{ feature: 'birthday', what: 'a birthday' },
    entry: { start: '2026-09-10', end: '2026-09-11', kind: 'birthday', shows: 'free' },
    told: { kind: 'birthday', when: { kind: 'all-day', start: '2026-09-10', end: '2026-09-11' } },
  },
  {
    ...{ feature: 'tentative', what: 'marked as tentative' },
    ...{ entry: { ...hours, shows: 'tentative' }, told: { shows: 'tentative' } },
  },
  {
    ...{ feature: 'categories', what: 'categories' },
    ...{ entry: { ...hours, categories: ['Fokus', 'Röd'] }, told: { categories: ['Fokus', 'Röd'] } },
  },
  {
    ...{ feature: 'meeting', what: 'the address of the online meeting' },
    entry: { ...hours, meeting: 'https://meet.norrsken.example/a-b-c' },
    told: { meeting: 'https://meet.norrsken.example/a-b-c' },
  },
  {
    ...{ feature: 'windows-zones', what: 'a zone by Windows’ name' },
    entry: { ...winter, zone: 'W. Europe Standard Time' },
    told: { when: { kind: 'timed', start: iso('2026-11-17T08:00:00'), end: iso('2026-11-17T09:00:00'), zone: home } },
  },
  {
    ...{ feature: 'unknown-zones', what: 'a zone that nobody knows is not guessed at' },
    entry: { ...winter, zone: 'Customized Time Zone' },
    told: { when: { kind: 'unplaced', ...winter, zone: 'Customized Time Zone' } },
  },
]

/** UTC, with or without thousandths. */
export function iso(clock: string): string {
  return expect.stringMatching(new RegExp(`^${clock}(\\.000)?Z$`)) as string
}
