/** What servers do that Radicale doesn't. */
import { expect, test } from 'vitest'
import type { Dav, Row } from '../../dav/dav.ts'
import { mailbox } from './mailbox.ts'
import { calendarOf, year as span } from './testing/read.ts'

const home = new URL('https://example.com/cal/anna/')
const row = (path: string, props: object, status = 200): Row => ({
  url: new URL(path, home),
  status,
  props: { ...props },
})
const item = (name: string, date: string) =>
  row(`work/${name}.ics`, {
    calendarData: calendarOf(`DTSTART:${date}T090000Z`).replace('UID:a', `UID:${name}`),
  })

interface Answers {
  readonly propfind?: readonly Row[] | undefined
  /** By the report's name. */
  readonly report?: Readonly<Record<string, { rows: readonly Row[]; syncToken?: string } | undefined>>
}

function open(answers: Answers) {
  const reports: string[] = []
  const dav: Dav = {
    propfind: async url => ({ url, rows: answers.propfind ?? [], syncToken: undefined }),
    async report(url, body) {
      const [name = ''] = Object.keys(body)
      reports.push(name.slice(2))
      const answer = answers.report?.[name.slice(2)]
      return answer && { url, syncToken: undefined, ...answer }
    },
  }
  return { reports, box: mailbox({ dav, home, owner: new Set(), zone: 'Europe/Stockholm', zones: new Map() }) }
}

test('the main calendar is the one that invitations go to (RFC 6638)', async () => {
  const calendar = { resourcetype: { collection: {}, calendar: {} } }
  const tasks = { supportedCalendarComponentSet: { comp: { _attributes: { name: 'VTODO' } } } }
  const rows = [
    row('', { resourcetype: { collection: {} } }),
    row('personal/', { ...calendar, displayname: 2026, calendarColor: '#FF0000' }),
    row('w%C3%A4rk/', { ...calendar, supportedCalendarComponentSet: { comp: [{ _attributes: { name: 'VEVENT' } }] } }),
    row('tasks/', { ...calendar, ...tasks }),
    row('inbox/', { resourcetype: { scheduleInbox: {} }, scheduleDefaultCalendarUrl: { href: '/cal/anna/w%C3%A4rk' } }),
    row('https://elsewhere.example/x/', calendar),
  ]
  expect(await open({ propfind: rows }).box.calendars()).toEqual([
    { id: 'personal/', name: '2026', main: false, colour: '#ff0000' },
    { id: 'w%C3%A4rk/', name: 'wärk', main: true },
  ])
  expect((await open({ propfind: rows.slice(0, 3) }).box.calendars()).map(({ main }) => main)).toEqual([true, false])
})

test('a calendar is one below her home', async () => {
  for (const id of ['../lars/', '/cal/lars/', 'https://example.net/cal/anna/', '//example.net/', 'http://[']) {
    await expect(open({}).box.read(id, span)).rejects.toMatchObject({ code: 'calendar.gone', status: 404 })
  }
})

test('without sync-collection, all is read when the ctag has changed and nothing when it hasn’t', async () => {
  const answers = {
    propfind: [row('work/', { getctag: 7 })],
    report: { 'calendar-query': { rows: [item('a', '20261021')] } },
  }
  const { box, reports } = open(answers)
  const first = await box.read('work/', span)
  expect(first).toMatchObject({ whole: true, items: [{ events: [{ calendar: 'work/' }] }] })
  expect(await box.read('work/', span, first.cursor)).toEqual({ whole: false, items: [], cursor: first.cursor })
  expect(reports).toEqual(['calendar-query'])
  answers.propfind = [row('work/', { getctag: 8 })]
  expect((await box.read('work/', span, first.cursor)).whole).toBe(true)
})

test('what sync-collection only names is fetched', async () => {
  const { box, reports } = open({
    report: {
      'sync-collection': {
        syncToken: 'two',
        rows: [
          row('work/', { resourcetype: { calendar: {} } }),
          row('work/a.ics', { getetag: '"1"' }),
          item('b', '20261022'),
          row('work/c.ics', {}, 404),
        ],
      },
      // Taken away since then.
      'calendar-multiget': { rows: [item('a', '20261021'), row('work/d.ics', {}, 404)] },
    },
  })
  const reading = await box.read('work/', span, '{"token":"one"}')
  expect(reading).toMatchObject({ whole: false, cursor: '{"token":"two"}' })
  expect(reading.items.map(({ events }) => events.map(({ when }) => when.start.slice(0, 10)))).toEqual([
    ...[[], ['2026-10-22'], ['2026-10-21']],
  ])
  expect(reports).toEqual(['sync-collection', 'calendar-multiget'])
})

test.each<[string, Answers['report']]>([
  ['has forgotten the token', {}],
  [
    'says that there is more (RFC 6578 section 3.6)',
    { 'sync-collection': { syncToken: 'two', rows: [row('work/', {}, 507)] } },
  ],
  ['gives no new token', { 'sync-collection': { rows: [] } }],
])('the whole is read when the server %s', async (_, report) => {
  const { box } = open({
    propfind: [row('work/', { syncToken: 'three' })],
    report: { 'calendar-query': { rows: [] }, ...report },
  })
  const whole = { whole: true, items: [], cursor: '{"token":"three"}' }
  expect(await box.read('work/', span, '{"token":"one"}')).toEqual(whole)
  for (const cursor of ['', '{', 'null', '[]', '"x"']) expect(await box.read('work/', span, cursor)).toEqual(whole)
})

test('an item that can’t be read takes no other with it, and more than a calendar has is not read', async () => {
  const broken = row('work/b.ics', { calendarData: 'BEGIN:VCALENDAR' })
  const query = (rows: readonly Row[]) => open({ report: { 'calendar-query': { rows } } }).box.read('work/', span)
  expect((await query([item('a', '20261021'), broken, item('c', '20261022')])).items).toHaveLength(2)
  const many = calendarOf('DTSTART:20260101T090000Z\nRRULE:FREQ=HOURLY;COUNT=500')
  const flood = Array.from({ length: 60 }, (_, n) => row(`work/${n}.ics`, { calendarData: many }))
  await expect(query(flood)).rejects.toMatchObject({ code: 'calendar.unavailable' })
})
