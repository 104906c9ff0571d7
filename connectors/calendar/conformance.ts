/** What every vendor's adapter does. What a vendor can't express its adapter says, with the reason, and a test by that name shows it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { home, iso, type Lacks, rows } from './conformance-features.ts'
import { watchConformance } from './conformance-watch.ts'
import type { Entry } from './entries.ts'
import type { Health } from './fake-account.ts'
import type { CalendarEvent, Grant, Mailbox, Notification, Reading, Span, Vendor } from './port.ts'

export { home, type Lacks } from './conformance-features.ts'

export interface CalendarUnderTest {
  readonly vendor: Vendor
  readonly grant: Grant
  /** As another program of hers would write it into her main calendar. Throws what the vendor has no words for. */
  put(entry: Entry): Promise<void>
  remove(key: string): Promise<void>
  become(health: Health, retryAfter?: number): Promise<void>
  /** Cursors handed out so far are no good any more. */
  loseCount(): Promise<void>
  /** Most requests that were under way at once, since the start. */
  atOnce(): number
  /** What the vendor would post now to the addresses of its watches. */
  notifications?(): Promise<readonly Notification[]>
  stop(): Promise<void>
}

export function calendarConformance(name: string, lacks: Lacks, open: () => Promise<CalendarUnderTest>): void {
  describe(`calendars by ${name}`, () => {
    let under: CalendarUnderTest
    let box: Mailbox
    let main = ''
    beforeAll(async () => {
      under = await open()
      box = under.vendor.open(under.grant, { zone: home, keep: async () => {} })
      main = (await box.calendars()).find(each => each.main)?.id ?? ''
    })
    afterAll(() => under.stop())

    const span = (from: string, days = 1): Span => ({
      from: `${from}T00:00:00Z`,
      to: new Date(Date.parse(from) + days * 24 * 3600_000).toISOString(),
    })
    const read = async (asked: Span) => known([await box.read(main, asked)])
    /** In the order of time. */
    const on = async (date: string, days = 1) => [...(await read(span(date, days))).values()].flat().toSorted(byStart)
    const starts = async (date: string, days = 1) =>
      (await on(date, days)).filter(event => !event.cancelled).map(({ when }) => when.start)
    test('its calendars are named, and one is the main one', async () => {
      const calendars = await box.calendars()
      expect(calendars.filter(each => each.main)).toHaveLength(1)
      expect(new Set(calendars.map(({ id }) => id)).size).toBe(calendars.length)
      for (const { name: title, colour } of calendars) {
        expect(title).not.toBe('')
        expect(colour ?? '#a1b2c3').toMatch(/^#[0-9a-f]{6}$/)
      }
      await expect(box.read('no-such-calendar', span('2026-09-01'))).rejects.toMatchObject({ code: 'calendar.gone' })
    })

    test('a meeting by the clock', async () => {
      await under.put({
        key: 'budget',
        start: '2026-09-01T13:30:00',
        end: '2026-09-01T14:30:00',
        subject: 'Budget åäö',
      })
      const events = await on('2026-09-01')
      expect(events).toMatchObject([
        {
          calendar: main,
          when: { kind: 'timed', start: iso('2026-09-01T11:30:00'), end: iso('2026-09-01T12:30:00'), zone: home },
          kind: 'ordinary',
          shows: 'busy',
          private: false,
          cancelled: false,
          subject: 'Budget åäö',
          categories: [],
        },
      ])
      expect(events[0]?.series).toBeUndefined()
    })

    test('whole days', async () => {
      await under.put({ key: 'days', start: '2026-09-03', end: '2026-09-05', subject: 'Mässa', shows: 'free' })
      const [event] = await on('2026-09-04')
      expect(event?.when).toEqual({ kind: 'all-day', start: '2026-09-03', end: '2026-09-05' })
      expect(event?.shows).toBe('free')
    })

    test.each<[string, Partial<Entry>, Partial<CalendarEvent>]>([
      ['private', { private: true }, { private: true }],
      ['free', { shows: 'free' }, { shows: 'free' }],
      ['accepted', { response: 'accepted', organiser: 'Lars Ek' }, { response: 'accepted', organiser: 'Lars Ek' }],
      ['declined', { response: 'declined', organiser: 'Lars Ek' }, { response: 'declined' }],
      ['perhaps', { response: 'tentative', organiser: 'Lars Ek' }, { response: 'tentative' }],
      ['not-answered', { response: 'none', organiser: 'Lars Ek' }, { response: 'none' }],
    ])('%s', async (key, said, told) => {
      await under.put({ key, start: '2026-09-07T10:00:00', end: '2026-09-07T10:30:00', subject: key, ...said })
      expect(await on('2026-09-07')).toContainEqual(expect.objectContaining({ subject: key, ...told }))
      await under.remove(key)
      expect(await on('2026-09-07')).toEqual([])
    })

    test('cancelled by who invited: gone, or told as cancelled', async () => {
      const entry = { key: 'off', start: '2026-09-08T10:00:00', end: '2026-09-08T10:30:00', organiser: 'Lars Ek' }
      await under.put({ ...entry, response: 'accepted' })
      expect(await starts('2026-09-08')).toHaveLength(1)
      await under.put({ ...entry, response: 'accepted', cancelled: true })
      expect(await starts('2026-09-08')).toEqual([])
    })

    test.each(rows.filter(({ feature }) => lacks[feature] === undefined))('$what', async ({ feature, entry, told }) => {
      await under.put({ key: feature, subject: feature, ...entry })
      expect(await on(entry.start.slice(0, 10))).toContainEqual(expect.objectContaining({ subject: feature, ...told }))
    })
    const lacking = rows.flatMap(row => (lacks[row.feature] ? [{ ...row, why: lacks[row.feature] }] : []))
    test.each(lacking)('$what: cannot be said, since $why', async ({ feature, entry }) => {
      await expect(under.put({ key: feature, subject: feature, ...entry })).rejects.toThrow(feature)
    })

    test('a series keeps the hour when summer time ends; one occurrence is moved and one is cancelled', async () => {
      const week = { start: '2026-10-12T09:00:00', end: '2026-10-12T09:45:00' }
      const moved = { start: '2026-10-20T10:00:00', end: '2026-10-20T11:00:00' }
      const series = { key: 'series', ...week, subject: 'Veckomöte' }
      await under.put({ ...series, repeat: { every: 'week', times: 5 } })
      const before = await on('2026-10-12', 35)
      expect(before.map(({ when }) => when.start)).toEqual(
        ['10-12T07', '10-19T07', '10-26T08', '11-02T08', '11-09T08'].map(each => iso(`2026-${each}:00:00`)),
      )
      const changed = { '2026-10-19T09:00:00': moved, '2026-10-26T09:00:00': 'cancelled' } as const
      await under.put({ ...series, repeat: { every: 'week', times: 5, changed } })
      const after = (await on('2026-10-12', 35)).filter(event => !event.cancelled)
      expect(after.map(({ when }) => [when.start, when.end])).toEqual([
        [iso('2026-10-12T07:00:00'), iso('2026-10-12T07:45:00')],
        [iso('2026-10-20T08:00:00'), iso('2026-10-20T09:00:00')],
        [iso('2026-11-02T08:00:00'), iso('2026-11-02T08:45:00')],
        [iso('2026-11-09T08:00:00'), iso('2026-11-09T08:45:00')],
      ])
      // Each has an id of its own, which it keeps when it is moved, and all are known to belong together.
      expect(after.map(({ id }) => id)).toEqual([0, 1, 3, 4].map(index => before[index]?.id))
      expect(new Set(before.map(({ id }) => id)).size).toBe(5)
      expect(new Set([...before, ...after].map(each => each.series)).size).toBe(1)
      expect(before[0]?.series).toBeTruthy()
    })

    test('a series keeps the hour when summer time begins', async () => {
      const repeat = { every: 'day', times: 3 } as const
      await under.put({ key: 'spring', start: '2026-03-28T09:00:00', end: '2026-03-28T10:00:00', repeat })
      const days = ['03-28T08', '03-29T07', '03-30T07'].map(each => iso(`2026-${each}:00:00`))
      expect(await starts('2026-03-28', 3)).toEqual(days)
    })

    test('only what touches the span, its end excluded; a moved event keeps its id', async () => {
      const entry = (key: string, from: string, to: string) => ({ key, subject: key, start: from, end: to })
      await under.put(entry('until', '2026-09-14T07:00:00', '2026-09-14T08:00:00'))
      await under.put(entry('over', '2026-09-14T07:30:00', '2026-09-14T08:30:00'))
      await under.put(entry('last', '2026-09-14T09:59:00', '2026-09-14T10:15:00'))
      await under.put(entry('from', '2026-09-14T10:00:00', '2026-09-14T11:00:00'))
      const asked = { from: '2026-09-14T06:00:00Z', to: '2026-09-14T08:00:00Z' }
      const events = [...(await read(asked)).values()].flat()
      expect(events.map(({ subject }) => subject).toSorted(byText)).toEqual(['last', 'over'])
      await under.put(entry('last', '2026-09-14T08:30:00', '2026-09-14T09:00:00'))
      const again = [...(await read(asked)).values()].flat()
      expect(again.map(({ id }) => id).toSorted(byText)).toEqual(events.map(({ id }) => id).toSorted(byText))
    })

    test('another zone than her own', async () => {
      const zone = 'America/New_York'
      await under.put({ key: 'ny', start: '2026-11-05T09:00:00', end: '2026-11-05T10:00:00', zone })
      expect((await on('2026-11-05')).map(({ when }) => when)).toEqual([
        { kind: 'timed', start: iso('2026-11-05T14:00:00'), end: iso('2026-11-05T15:00:00'), zone },
      ])
    })
    test('what has changed since the last reading, and all when the vendor lost count', async () => {
      const entry = (key: string, hours: string) => ({
        key,
        start: `2026-09-21T${hours}:00:00`,
        end: `2026-09-21T${hours}:30:00`,
      })
      const asked = span('2026-09-21')
      const readings: Reading[] = []
      const next = async () => {
        readings.push(await box.read(main, asked, readings.at(-1)?.cursor))
        return [...known(readings).values()]
          .flat()
          .map(({ when }) => when.start.slice(11, 13))
          .toSorted(byText)
      }
      await under.put(entry('a', '08'))
      await under.put(entry('b', '10'))
      expect(await next()).toEqual(['06', '08'])
      expect(await next()).toEqual(['06', '08'])
      await under.put(entry('b', '12'))
      await under.put(entry('c', '14'))
      expect(await next()).toEqual(['06', '10', '12'])
      const partial = lacks.cursor === undefined
      expect(readings.map(({ whole, items }) => whole || items.length)).toEqual(
        partial ? [true, 0, 2] : [true, true, true],
      )
      await under.remove('a')
      await under.put({ key: 'b', start: '2026-09-23T12:00:00', end: '2026-09-23T12:30:00' })
      expect(await next()).toEqual(['12'])
      await under.loseCount()
      expect(await next()).toEqual(['12'])
      expect(readings.at(-1)?.whole).toBe(true)
      await under.remove('c')
      expect(await next()).toEqual([])
    })

    test('one request at a time', async () => {
      await Promise.all([box.calendars(), ...[1, 2, 3, 4].map(() => box.read(main, span('2026-09-21')))])
      expect(under.atOnce()).toBe(1)
    })

    test('refused is told apart from not now, and both pass', async () => {
      await under.become('unavailable', 7)
      const asked = span('2026-09-01')
      await expect(box.read(main, asked)).rejects.toMatchObject({
        ...{ code: 'calendar.unavailable', status: 503, details: { retryAfter: 7 } },
      })
      await under.become('refused')
      await expect(box.read(main, asked)).rejects.toMatchObject({ code: 'calendar.refused', status: 403 })
      await expect(box.calendars()).rejects.toMatchObject({ code: 'calendar.refused', status: 403 })
      await under.become('well')
      expect(await on('2026-09-01')).toHaveLength(1)
    })

    watchConformance(lacks.watch, () => ({ under, box, main }))
  })
}

/** Events by item, after readings one on the other. */
function known(readings: readonly Reading[]): ReadonlyMap<string, readonly CalendarEvent[]> {
  const items = new Map<string, readonly CalendarEvent[]>()
  for (const reading of readings) {
    if (reading.whole) items.clear()
    for (const { item, events } of reading.items) items.set(item, events)
  }
  return items
}

const byText = (a = '', b = '') => a.localeCompare(b)
const byStart = (a: CalendarEvent, b: CalendarEvent) => a.when.start.localeCompare(b.when.start)
