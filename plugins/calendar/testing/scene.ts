/** Anna's calendar on a whole hub, with vendors in memory. It is Friday 9 October 2026, 14:10 in Stockholm, and the clock runs. */
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { type Entry, fakeCalendars, fakeServer } from '../../../connectors/calendar/fake.ts'
import { calendar } from '../../../connectors/calendar/port.ts'
import type { Session } from '../../../test/harness/session.ts'
import { fake, type WholeHub, wholeHub } from '../../../test/harness/whole-hub.ts'
import { presenceView, readHeard } from '../../presence/contract.ts'
import { type CalendarLink, calendarView, linkBySignIn, listLinks, readDay, readLink, unlink } from '../contract.ts'

export const address = 'anna@calendars.example'

/** An event of that Friday. */
export const meeting = (key: string, start: string, end: string, more: Partial<Entry> = {}): Entry => ({
  ...{ key, start: `2026-10-09T${start}:00`, end: `2026-10-09T${end}:00`, subject: `Hemligt ${key}` },
  ...more,
})

/** One hub for a file's tests; after each of them nothing is linked. */
export function useCalendars() {
  const vendors = fakeCalendars()
  const account = vendors.account(address)
  let hub: WholeHub
  let anna: Session
  let bjorn: Session

  beforeAll(async () => {
    hub = await wholeHub([fake(calendar, vendors)], {
      SVARA_PUBLIC_URL: 'https://svara.example',
      SVARA_NOW: '2026-10-09T14:10:00+02:00',
    })
    anna = await hub.signIn('anna@norrsken.example')
    bjorn = await hub.signIn('bjorn@norrsken.example')
  })
  afterAll(() => hub.stop())
  afterEach(async () => {
    account.become('well')
    for (const key of ['one', 'two', 'three']) account.remove(key)
    for (const { id } of (await anna.call(listLinks, {})).links) await anna.call(unlink, { id })
    await scene.seen('available')
  })

  const scene = {
    vendors,
    account,
    hub: () => hub,
    anna: () => anna,
    bjorn: () => bjorn,
    /** Links Anna's calendar with these events in it, and waits until it is read. */
    linked: async (...entries: readonly Entry[]): Promise<CalendarLink> => {
      for (const entry of entries) account.put(entry)
      const login = { address: fakeServer, user: address, password: account.password }
      const link = await anna.call(linkBySignIn, { vendor: 'caldav', ...login })
      await scene.seenLink(link, ({ state, readAt }) => state === 'well' && readAt !== undefined)
      return link
    },
    seenLink: async ({ id }: CalendarLink, holds: (link: CalendarLink) => boolean): Promise<CalendarLink> => {
      const { links } = await anna.seen(calendarView, state => state.links.some(one => one.id === id && holds(one)))
      const [link] = links.filter(one => one.id === id)
      if (!link) throw new Error('there is no such link')
      return link
    },
    /** Has the link read, and waits until what is there is known. */
    read: async ({ id }: CalendarLink, known: () => Promise<boolean>): Promise<void> => {
      await anna.call(readLink, { id })
      await expect.poll(known).toBe(true)
    },
    day: () => anna.call(readDay, {}),
    eventOf: async (key: string) => (await scene.day()).events.find(({ id }) => id.startsWith(`main.${key}`)),
    /** What whoever calls Anna now would hear; undefined where her phones ring. */
    heard: async () => (await bjorn.call(readHeard, { id: anna.person })).text?.en,
    /** Waits until colleagues see Anna do this. */
    seen: (key: string) => bjorn.seen(presenceView, ({ people }) => (people[anna.person]?.key ?? 'available') === key),
  }
  return scene
}
