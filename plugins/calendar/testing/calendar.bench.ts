/**
 * Calendars of 5,000 people with 20 events each: memory, all activities computed anew, events read and judged, and how often
 * vendors are asked. How late an edge is noticed, presence's own benchmark says.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Entry, fakeCalendars, fakeServer } from '../../../connectors/calendar/fake.ts'
import { calendar } from '../../../connectors/calendar/port.ts'
import { megabytes, ms, table } from '../../../test/bench/figures.ts'
import { people as somebody, twoOrganisations } from '../../../test/harness/plugin-hub.ts'
import { fake, wholeHub } from '../../../test/harness/whole-hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { standard } from '../../presence/contract.ts'
import { calendarView, linkBySignIn } from '../contract.ts'
import { openPeople } from '../people.ts'
import { pollMs } from '../reading.ts'
import type { Link } from '../records.ts'

const [people, events] = [5_000, 20]
const ids = Array.from({ length: people }, (_, at) => `person-${at}`)
const [minute, hour] = [60_000, 3_600_000]

const directory: Directory = {
  ...twoOrganisations,
  person: id => ({ ...somebody.anna, id }),
}

const form = (key: string) => {
  const kind = standard.get(key)
  return kind && { ...kind, key, by: 'standard' as const }
}
const forms = {
  form: (_: string, __: string, key: string) => form(key),
  forms: () => [...standard.keys()].flatMap(key => form(key) ?? []),
}

function held(id: string, from: number) {
  const link = { id: `link-${id}`, personId: id, readAt: new Date(from), calendars: [] } as unknown as Link
  return {
    links: [link],
    overrides: new Map(),
    events: Array.from({ length: events }, (_, at) => ({
      event: {
        ...({ id: `${id}-${at}`, calendar: 'main', kind: 'ordinary', shows: 'busy', response: 'accepted' } as const),
        ...{ private: false, cancelled: false, categories: [], subject: `Möte ${at} av ${id}` },
        when: {
          kind: 'timed' as const,
          start: new Date(from + at * hour).toISOString(),
          end: new Date(from + at * hour + 50 * minute).toISOString(),
        },
      },
      ...{
        link: link.id,
        activity: 'meeting',
        why: { sv: 'Händelser räknas som Möte', en: 'Events count as In a meeting' },
      },
    })),
  }
}

const collected = () => {
  setFlagsFromString('--expose_gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

/** Milliseconds for each event from the vendor's answer to the screen: judged, sealed, written, read back. */
async function read(count: number): Promise<number> {
  const vendors = fakeCalendars()
  const account = vendors.account('anna@calendars.example')
  for (let at = 0; at < count; at += 1) {
    const start = new Date(Date.now() + at * 5 * minute)
    const time = (date: Date) => `${date.toISOString().slice(0, 19)}Z`
    const entry: Entry = { key: `one-${at}`, start: time(start), end: time(new Date(start.getTime() + 4 * minute)) }
    account.put({ ...entry, subject: `Möte ${at}` })
  }
  const hub = await wholeHub([fake(calendar, vendors)])
  try {
    const anna = await hub.signIn('anna@norrsken.example')
    const login = { address: fakeServer, user: 'anna@calendars.example', password: account.password }
    const began = performance.now()
    await anna.call(linkBySignIn, { vendor: 'caldav', ...login })
    await anna.seen(calendarView, ({ links }) => links[0]?.state === 'well')
    return performance.now() - began
  } finally {
    await hub.stop()
  }
}

export async function bench(): Promise<void> {
  const before = collected()
  const all = openPeople(directory, forms)
  const now = Date.now()
  for (const id of ids) all.put('norrsken', id, held(id, now))
  const bytes = collected() - before
  const began = performance.now()
  for (const id of ids) all.source.at({ organisation: 'norrsken', id }, undefined, new Date(now))
  const computed = performance.now() - began
  const again = performance.now()
  for (const id of ids) all.source.at({ organisation: 'norrsken', id }, undefined, new Date(now))
  const asked = performance.now() - again

  const many = 2_000
  const [few, more] = [await read(1), await read(many)]
  const reads = (poll: number) => `${Math.round(people / ((poll * 1.1) / minute))} a minute`
  table(
    ['5,000 people, 20 events each', ''],
    [
      ['memory', megabytes(bytes)],
      ['all activities anew', ms(computed)],
      ['one asked for, as each call does', `${((asked / people) * 1000).toFixed(1)} µs`],
      ['an event read, judged and sealed', `${(((more - few) / many) * 1000).toFixed(0)} µs`],
      ['asked of vendors that tell, of those that do not', `${reads(pollMs.told)}, ${reads(pollMs.untold)}`],
    ],
  )
}
