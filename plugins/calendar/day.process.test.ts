/** What linked calendars make of a day, on a whole hub. */
import { describe, expect, test } from 'vitest'
import type { Entry } from '../../connectors/calendar/fake.ts'
import { updateOrganisation } from '../directory/contract.ts'
import { presenceView, setMyActivity } from '../presence/contract.ts'
import {
  explainEvent,
  type HeardSpan,
  listLinks,
  overrideEvent,
  readDay,
  readHeardDay,
  readLink,
  unlink,
} from './contract.ts'
import { meeting, useCalendars } from './testing/scene.ts'

const { account, hub, anna, bjorn, linked, seenLink, read, day, eventOf, heard, seen } = useCalendars()
const code = (code: string) => expect.objectContaining({ code })

describe('a meeting in the calendar', () => {
  test('closes the phone and says when she is back; its subject stays with her', async () => {
    await linked(meeting('one', '13:30', '14:30'))
    await seen('meeting')
    expect(await heard()).toBe('Anna Svensson is in a meeting, back at 14:30.')
    const { people } = await bjorn().seen(presenceView, () => true)
    expect(people[anna().person]).toMatchObject({ setBy: 'calendar', until: '2026-10-09T12:30:00.000Z' })
    expect(JSON.stringify(people)).not.toContain('Hemligt')
    expect(await eventOf('one')).toMatchObject({
      subject: 'Hemligt one',
      activity: 'meeting',
      why: { en: 'Events count as In a meeting' },
    })
  })

  test('a colleague reads nothing of her calendars, and can do nothing with them', async () => {
    const link = await linked(meeting('one', '13:30', '14:30'))
    expect((await bjorn().call(readDay, {})).events).toEqual([])
    expect((await bjorn().call(listLinks, {})).links).toEqual([])
    await expect(bjorn().call(unlink, { id: link.id })).rejects.toEqual(code('calendar.no-link'))
    await expect(bjorn().call(readLink, { id: link.id })).rejects.toEqual(code('calendar.no-link'))
    await expect(bjorn().call(overrideEvent, { event: 'main.one', does: 'ignore', series: false })).rejects.toEqual(
      code('calendar.no-event'),
    )
    await expect(bjorn().call(explainEvent, { event: 'main.one', language: 'en' })).rejects.toEqual(
      code('calendar.no-event'),
    )
  })

  test('ends by itself to the second, and is gone when it is moved or taken away', async () => {
    const link = await linked(meeting('one', '13:00', '16:00'))
    await seen('meeting')
    const soon = new Date(Date.now() + 1_500).toISOString().slice(0, 19)
    account.put({ key: 'one', start: '2026-10-09T11:00:00Z', end: `${soon}Z` })
    await anna().call(readLink, { id: link.id })
    await seen('available')
    account.put(meeting('two', '14:00', '15:00'))
    await read(link, async () => (await heard()) === 'Anna Svensson is in a meeting, back at 15:00.')
    account.put(meeting('two', '16:00', '17:00'))
    await read(link, async () => (await heard()) === undefined)
    expect((await day()).events).toHaveLength(2)
  })

  test('survives a restart of the hub, also while the vendor is away, with its age', async () => {
    const link = await linked(meeting('one', '13:30', '14:30'))
    await seen('meeting')
    account.become('unavailable')
    await hub().restart()
    expect(await heard()).toBe('Anna Svensson is in a meeting, back at 14:30.')
    await anna().call(readLink, { id: link.id })
    const after = await seenLink(link, ({ state }) => state === 'unavailable')
    expect(after.nextAt).toBeDefined()
    expect(after.readAt).toBeDefined()
    expect(await heard()).toBe('Anna Svensson is in a meeting, back at 14:30.')
  })

  test('the decision that made her activity is kept as it was, also when event and rules are others', async () => {
    const link = await linked(meeting('one', '13:30', '14:30'), meeting('two', '16:00', '17:00'))
    await seen('meeting')
    const explained = (event: string) => anna().call(explainEvent, { event, language: 'en' })
    await expect
      .poll(async () => (await explained('main.one')).made?.outcome)
      .toBe('Counts as In a meeting: Events count as In a meeting.')
    // What has not begun has made nothing.
    expect(await explained('main.two')).not.toHaveProperty('made')
    account.put(meeting('one', '13:30', '14:30', { shows: 'free' }))
    await read(link, async () => (await heard()) === undefined)
    const after = await explained('main.one')
    expect(after.now?.outcome).toMatch(/^Doesn’t count/)
    expect(after.made?.outcome).toMatch(/^Counts as In a meeting/)
    account.remove('one')
    await read(link, async () => (await eventOf('one')) === undefined)
    expect((await explained('main.one')).made).toBeDefined()
    await expect(bjorn().call(explainEvent, { event: 'main.one', language: 'en' })).rejects.toEqual(
      code('calendar.no-event'),
    )
  })
})

describe('what counts', () => {
  test.each<[string, Partial<Entry>, string | undefined]>([
    ['complaint: an all-day event was shown as a meeting', { start: '2026-10-09', end: '2026-10-10' }, undefined],
    ['complaint: time marked as free was shown as a meeting', { shows: 'free' }, undefined],
    ['complaint: a declined meeting was still busy', { response: 'declined', organiser: 'Björn Lind' }, undefined],
    ['a tentative one leaves the phone open', { shows: 'tentative' }, undefined],
    ['complaint: out of office was ignored', { kind: 'out-of-office' }, 'is out on an errand, back at 14:30.'],
    ['complaint: focus time was ignored', { kind: 'focus' }, 'is busy, back at 14:30.'],
    ['complaint: a private event was shown as free, or with its subject', { private: true }, 'is busy, back at 14:30.'],
    [
      'days off end on the morning after',
      { kind: 'out-of-office', start: '2026-10-08', end: '2026-10-12' },
      'is on holiday, back on Monday.',
    ],
    [
      'a meeting in another zone is one here',
      { zone: 'America/New_York', start: '2026-10-09T07:30:00', end: '2026-10-09T09:00:00' },
      'is in a meeting, back at 15:00.',
    ],
    ['one in a zone that nobody knows counts for nothing', { zone: 'Customized Time Zone' }, undefined],
  ])('%s', async (_, entry, expected) => {
    await linked(meeting('one', '13:30', '14:30', entry))
    await expect.poll(async () => (await day()).events.length).toBe(1)
    expect(await heard()).toBe(expected && `Anna Svensson ${expected}`)
  })

  test('complaint: no end was told. Two in a row have one, and it is that of the last', async () => {
    await linked(meeting('one', '13:30', '14:30'), meeting('two', '14:30', '15:15'), meeting('three', '14:00', '14:10'))
    await expect.poll(heard).toBe('Anna Svensson is in a meeting, back at 15:15.')
  })

  test('each event says why, in both languages, and rule by rule', async () => {
    await linked(meeting('one', '13:30', '14:30', { shows: 'tentative' }), meeting('two', '16:00', '17:00'))
    await expect.poll(async () => (await day()).events.length).toBe(2)
    expect(await eventOf('one')).toMatchObject({ why: { sv: 'Preliminära händelser räknas inte' } })
    expect(await eventOf('one')).not.toHaveProperty('activity')
    const told = await anna().call(explainEvent, { event: 'main.one', language: 'en' })
    expect(told.now?.outcome).toBe("Doesn’t count: Tentative events don't count.")
    expect(told.now?.tried.at(-1)).toMatchObject({ outcome: 'won' })
    expect(told.now?.saw).toEqual([{ what: 'The event', value: 'Ordinary, tentative, one’s own' }])
    // It made nothing.
    expect(told).not.toHaveProperty('made')
  })

  test('she ignores one, counts another, takes it back, and the same for a series', async () => {
    const daily = { repeat: { every: 'day', times: 3 } } as const
    await linked(
      meeting('one', '13:30', '14:30', daily),
      meeting('two', '13:00', '15:00', { shows: 'tentative' }),
      meeting('three', '13:00', '15:30', { cancelled: true }),
    )
    await expect.poll(heard).toBe('Anna Svensson is in a meeting, back at 14:30.')
    const say = (event: string, does: 'ignore' | 'count' | null, series = false) =>
      anna().call(overrideEvent, { event, does, series })
    await say('main.one.2026-10-09T13:30:00', 'ignore', true)
    expect(await heard()).toBeUndefined()
    expect(await eventOf('one')).toMatchObject({
      ...{ why: { en: 'You ignore it' }, override: { does: 'ignore', series: true }, repeats: true },
    })
    await say('main.two', 'count')
    expect(await heard()).toBe('Anna Svensson is in a meeting, back at 15:00.')
    // Nobody counts on what is cancelled.
    await say('main.three', 'count')
    expect(await heard()).toBe('Anna Svensson is in a meeting, back at 15:00.')
    await say('main.two', null)
    await say('main.one.2026-10-09T13:30:00', 'count')
    expect(await heard()).toBe('Anna Svensson is in a meeting, back at 14:30.')
    await say('main.one.2026-10-09T13:30:00', null)
    await say('main.one.2026-10-09T13:30:00', null, true)
    expect(await eventOf('one')).not.toHaveProperty('override')
    await expect(say('main.two', 'ignore', true)).rejects.toEqual(code('calendar.no-series'))
  })
})

describe('what callers hear, by all the rules', () => {
  const day = async (number?: string, date?: string) =>
    (await anna().call(readHeardDay, { language: 'en', ...(number && { number }), ...(date && { date }) })).spans
  const at = (spans: readonly HeardSpan[], time: string) => spans.find(({ from, to }) => from <= time && time < to)
  const [inMeeting, evening] = ['2026-10-09T12:00:00.000Z', '2026-10-09T17:00:00.000Z']

  test('anyone hears of the meeting, a VIP comes through, and who is blocked is turned away, to the minute', async () => {
    await linked(meeting('one', '13:30', '14:30'))
    await seen('meeting')
    const anyone = await day()
    expect(at(anyone, inMeeting)).toMatchObject({
      ...{ from: '2026-10-09T11:30:00.000Z', to: '2026-10-09T12:30:00.000Z' },
      spoken: { text: 'Anna Svensson är i möte, åter 14:30.', language: 'sv' },
    })
    expect(at(anyone, '2026-10-09T12:30:00.000Z')?.did).toBe('The phones ring, 25 s at most.')
    expect(at(await day('070-174 06 05'), inMeeting)?.did).toMatch(/^The phones ring/)
    expect(at(await day('070-174 06 06'), inMeeting)?.did).toBe('The call is refused.')
    await expect(day('nonsense')).rejects.toMatchObject({ status: 422 })
  })

  test('opening hours and holidays answer where they are the people’s too', async () => {
    const david = await hub().signIn('david@norrsken.example')
    await david.call(updateOrganisation, { peopleClose: true })
    expect(at(await day(), evening)?.spoken?.text).toMatch(
      /Vi har stängt just nu\. Vi öppnar på måndag klockan 08:00\.$/,
    )
    expect(at(await day(), '2026-10-09T14:59:00.000Z')?.spoken).toBeUndefined()
    await david.call(updateOrganisation, { peopleClose: false })
    expect(at(await day(), evening)?.spoken).toBeUndefined()
  })
})

describe('her own choice beside the calendar', () => {
  test('complaint: left early and still in a meeting. Available is left early, and the next meeting counts', async () => {
    await linked(meeting('one', '13:30', '14:30'), meeting('two', '16:00', '17:00'))
    await seen('meeting')
    await anna().call(setMyActivity, { activity: 'available' })
    expect(await heard()).toBeUndefined()
    const { segments } = await day()
    expect(segments.map(({ key, by }) => `${key} ${by}`)).toEqual([
      ...['available none', 'meeting calendar', 'available chosen', 'meeting calendar', 'available chosen'],
    ])
    const { spans } = await anna().call(readHeardDay, { language: 'en' })
    expect(spans.find(({ from }) => from === segments[3]?.from)?.spoken?.text).toBe(
      'Anna Svensson är i möte, åter 17:00.',
    )
    expect([segments[0]?.from, segments.at(-1)?.to]).toEqual(['2026-10-08T22:00:00.000Z', '2026-10-09T22:00:00.000Z'])
    // Sick leave holds whatever the calendar says.
    await anna().call(setMyActivity, { activity: 'sick' })
    expect((await day()).segments.at(-1)).toMatchObject({ key: 'sick', by: 'chosen' })
    await anna().call(setMyActivity, { activity: 'available' })
  })
})
