import { expect, test } from 'vitest'
import { calendarConformance } from './conformance.ts'
import { fakeCalendars, fakeServer } from './fake.ts'

const anna = 'anna@norrsken.example'

calendarConformance('the fake', {}, async () => {
  const calendars = fakeCalendars()
  const account = calendars.account(anna)
  return {
    vendor: calendars.vendor('microsoft'),
    grant: account.grant,
    put: async entry => account.put(entry),
    remove: async key => account.remove(key),
    become: async (health, retryAfter) => account.become(health, retryAfter),
    loseCount: async () => account.loseCount(),
    atOnce: () => account.atOnce,
    notifications: async () => account.notifications().map(({ notification }) => notification),
    stop: () => calendars.stop(),
  }
})

test('who signs in or gives consent gets a grant, and nobody else', async () => {
  const calendars = fakeCalendars()
  const { grant, password } = calendars.account(anna)
  const { signIn } = calendars.vendor('caldav')
  expect(await signIn?.grant({ address: fakeServer, user: anna, password })).toEqual(grant)
  await expect(signIn?.grant({ address: fakeServer, user: anna, password: 'x' })).rejects.toMatchObject({
    code: 'calendar.refused',
  })
  await expect(signIn?.grant({ address: 'x.example', user: anna, password })).rejects.toMatchObject({
    code: 'calendar.address',
  })
  const { consent } = calendars.vendor('google')
  const redirect = 'https://svara.norrsken.example/linked'
  const challenge = 'JBbiqONGWPaAmwXk_8bT6UnlPfrn65D32eZlJS-zGG0'
  expect(consent?.address({ redirect, state: 's', challenge })).toContain('state=s')
  await expect(consent?.redeem({ redirect, code: anna, verifier: 'other' })).rejects.toMatchObject({
    code: 'calendar.refused',
  })
  expect(await consent?.redeem({ redirect, code: anna, verifier: 'test-verifier' })).toEqual(grant)
})

test('a grant that was renewed is kept, and the one before it is good for nothing', async () => {
  const calendars = fakeCalendars()
  const account = calendars.account(anna)
  const { grant } = account
  const vendor = calendars.vendor('google')
  account.renewGrant()
  const kept: unknown[] = []
  const box = vendor.open(grant, { zone: 'Europe/Stockholm', keep: async renewed => void kept.push(renewed) })
  await box.calendars()
  await box.calendars()
  expect(kept).toEqual([account.grant])
  const old = vendor.open(grant, { zone: 'Europe/Stockholm', keep: async () => {} })
  await expect(old.calendars()).rejects.toMatchObject({ code: 'calendar.refused' })
})
