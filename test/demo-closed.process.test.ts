/** The rows of DEMO's table that need another hour: Saturday 10 October 2026, just before half past twelve. */
import { expect, test } from 'vitest'
import { presenceView, setMyActivity } from '../plugins/presence/contract.ts'
import { expectHeard, listenTo, person, why, winners } from './harness/demonstration.ts'
import { trunkCall } from './harness/phones.ts'
import { useStack } from './harness/stack.ts'

const stack = useStack({ SVARA_NOW: '2026-10-10T12:29:10+02:00' })
const annas = '+46846500401'

test('Anna is at lunch until 12:30, and then Available again by herself', { timeout: 120_000 }, async context => {
  const anna = await person(stack(), 'anna')
  const { session } = anna
  await session.call(setMyActivity, { activity: 'lunch', until: '2026-10-10T10:30:00.000Z' })
  const phone = await anna.phone(context, { does: 'answers' })
  await expectHeard(await listenTo(context, stack(), '+46701740607', annas), 'Anna Svensson är på lunch, åter 12:30.')
  expect(phone.invites()).toEqual([])

  await session.seen(presenceView, ({ people }) => people[session.person]?.key === 'available')
  const call = await trunkCall(stack(), '+46701740608', annas)
  expect((await call.final()).status).toBe(200)
  expect(phone.invites()).toHaveLength(1)
  await call.ended
  expect(winners(await why(session, '+46701740608'))).toEqual(['ring'])
})

test('the switchboard is closed on Saturdays, and says when it opens', async context => {
  const cecilia = await person(stack(), 'cecilia')
  const phone = await cecilia.phone(context, { does: 'answers' })
  const heard = await listenTo(context, stack(), '+46701740609', '+46846500400')
  await expectHeard(heard, 'Du har kommit till Växel. Vi har stängt just nu. Vi öppnar på måndag klockan 08:00.')
  expect(phone.invites()).toEqual([])
})

test('a person whose number does not close can be reached', async context => {
  const cecilia = await person(stack(), 'cecilia')
  const phone = await cecilia.phone(context, { does: 'answers' })
  const call = await trunkCall(stack(), '+46701740609', '+46846500403')
  expect((await call.final()).status).toBe(200)
  await call.ended
  expect(phone.invites()).toHaveLength(1)
})
