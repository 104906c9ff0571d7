/** What DEMO says of opening hours. It is Saturday 10 October 2026. Needs: calls. */
import { expect, test } from 'vitest'
import { expectHeard, listenTo, person } from './harness/demonstration.ts'
import { trunkCall } from './harness/phones.ts'
import { useStack } from './harness/stack.ts'

const stack = useStack({ SVARA_NOW: '2026-10-10T12:00:00+02:00' })

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
