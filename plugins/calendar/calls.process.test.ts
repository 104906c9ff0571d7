/**
 * A calendar on a real server answers real calls (row P7): the event is put there by another client, the call made by SIP, and the prompt
 * listened to. It is Friday 9 October 2026, 14:10.
 * Needs: calls.
 */
import { afterAll, expect, test } from 'vitest'
import { whoAmI } from '../../core/access/contract.ts'
import { expectHeard, listenTo, person, why, winners } from '../../test/harness/demonstration.ts'
import { trunkCall } from '../../test/harness/phones.ts'
import { startRadicale } from '../../test/harness/radicale.ts'
import { useStack } from '../../test/harness/stack.ts'
import { presenceView } from '../presence/contract.ts'
import { calendarView, linkBySignIn, readLink } from './contract.ts'

const radicale = await startRadicale()
afterAll(() => radicale.stop())
const stack = useStack({
  SVARA_NOW: '2026-10-09T14:10:00+02:00',
  SVARA_CALDAV_INSIDE: `127.0.0.1:${radicale.port}`,
})
const annas = '+46846500401'

/** A meeting, RFC 5545. */
function meeting(end: Date): string {
  const time = (date: Date) => date.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//another client//EN', 'BEGIN:VEVENT', 'UID:moete'],
    ...['DTSTAMP:20261001T080000Z', 'DTSTART:20261009T110000Z', `DTEND:${time(end)}`],
    ...['SUMMARY:Hemligt möte', 'END:VEVENT', 'END:VCALENDAR', ''],
  ]
  return lines.join('\r\n')
}

test('a meeting closes the phone, and ends by itself, also when the hub was restarted during it', async context => {
  const anna = await person(stack(), 'anna')
  const { session } = anna
  const end = new Date('2026-10-09T12:30:00Z')
  await radicale.makeCalendar('work', 'Kalender')
  await radicale.put('work', 'moete.ics', meeting(end))
  const login = { address: radicale.url, user: radicale.user, password: radicale.password }
  const { id } = await session.call(linkBySignIn, { vendor: 'caldav', ...login })
  const mine = ({ people }: { people: Record<string, { key: string; until?: string | undefined }> }) =>
    people[session.person]
  await session.seen(presenceView, state => mine(state)?.until === end.toISOString())

  const phone = await anna.phone(context, { does: 'answers' })
  await expectHeard(await listenTo(context, stack(), '+46701740607', annas), 'Anna Svensson är i möte, åter 14:30.')
  expect(phone.invites()).toEqual([])
  const explained = await why(session, '+46701740607')
  expect(winners(explained)).toEqual(['closed-activity'])
  expect(explained.decisions[0]?.tried.find(({ outcome }) => outcome === 'won')?.reason).toMatch(
    /^Vann: din hänvisning var Möte till 14:30, från kalendern, läst 14:\d\d, som stänger telefonen\.$/,
  )
  expect(JSON.stringify(explained)).not.toContain('Hemligt')

  const { now } = await session.call(whoAmI, {})
  const soon = new Date(Math.ceil(Date.parse(now) / 1000) * 1000 + 6000)
  await radicale.put('work', 'moete.ics', meeting(soon))
  await session.call(readLink, { id })
  await session.seen(presenceView, state => mine(state)?.until === soon.toISOString())
  await stack().kill('hub')
  await stack().healthy()
  await session.seen(presenceView, state => (mine(state)?.key ?? 'available') === 'available')
  await session.seen(calendarView, ({ links }) => links[0]?.state === 'well')
  const call = await trunkCall(stack(), '+46701740608', annas)
  expect((await call.final()).status).toBe(200)
  await call.ended
  expect(phone.invites()).toHaveLength(1)
  expect(winners(await why(session, '+46701740608'))).toEqual(['ring'])
})
