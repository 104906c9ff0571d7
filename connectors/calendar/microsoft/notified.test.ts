import { expect, test } from 'vitest'
import { microsoftNotified } from './notified.ts'

const posted = (value: unknown) =>
  microsoftNotified({ query: {}, headers: {}, body: JSON.stringify({ value: [value].flat() }) })
const subscription = { subscriptionId: '7f105c7d', clientState: 'secret' }

test('the validation token comes back as it was, before anybody is signed in', () => {
  const validationToken = 'Validation: <b>&amp; "Ä" 100%'
  expect(microsoftNotified({ query: { validationToken }, headers: {}, body: '' })).toEqual({
    ...{ status: 200, body: validationToken, hints: [] },
  })
})

test.each([
  ['reauthorizationRequired', 'refused'],
  ['subscriptionRemoved', 'ended'],
  ['missed', 'lost'],
])('lifecycle event %s: the watch is %s', (lifecycleEvent, says) => {
  expect(posted({ ...subscription, lifecycleEvent })).toEqual({
    status: 202,
    hints: [{ watch: '7f105c7d', secret: 'secret', says }],
  })
})

test('ten changes to one calendar are one hint', () => {
  const changed = { ...subscription, changeType: 'updated', resource: 'Users/1/Events/2' }
  expect(posted(Array.from({ length: 10 }, () => changed)).hints).toEqual([
    { watch: '7f105c7d', secret: 'secret', says: 'changed' },
  ])
})

test('without a secret there is none to compare', () => {
  expect(posted({ subscriptionId: '7f105c7d', clientState: null }).hints).toMatchObject([{ secret: '' }])
})
