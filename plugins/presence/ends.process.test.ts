/**
 * An activity that ends, by SIP on the real stack: a row of DEMO's table. It is a quarter of a minute before half past twelve.
 * Needs: calls.
 */
import { expect, test } from 'vitest'
import { expectHeard, listenTo, person, why, winners } from '../../test/harness/demonstration.ts'
import { trunkCall } from '../../test/harness/phones.ts'
import { useStack } from '../../test/harness/stack.ts'
import { presenceView, setMyActivity } from './contract.ts'

const stack = useStack({ SVARA_NOW: '2026-10-10T12:29:45+02:00' })
const annas = '+46846500401'

test('Anna is at lunch until 12:30, and then Available again by herself', async context => {
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
