/**
 * Whom Anna always answers, and whom she blocks: by SIP, on the real stack, while she is in a meeting.
 * Needs: calls, presence.
 */
import { beforeAll, expect, test } from 'vitest'
import { does, type Person, person, sentences, why, winners } from '../../test/harness/demonstration.ts'
import { trunkCall } from '../../test/harness/phones.ts'
import { useStack } from '../../test/harness/stack.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const annas = '+46846500401'
let anna: Person

beforeAll(async () => {
  anna = await person(stack(), 'anna')
  await does(anna.session, 'meeting', '2026-10-09T12:30:00.000Z')
})

test('her VIP gets through', async context => {
  const phone = await anna.phone(context, { does: 'answers' })
  const call = await trunkCall(stack(), '+46701740605', annas)
  expect((await call.final()).status).toBe(200)
  expect((await phone.rung()).header('From')).toMatch(/^"Maria Holm"/)
  await call.ended
  const explained = await why(anna.session, '+46701740605')
  expect(winners(explained)).toEqual(['vip'])
  expect(sentences(explained)).toContain('Den som är VIP kommer alltid fram')
})

test('whom she blocks is refused, and leaves no missed call', async context => {
  const phone = await anna.phone(context, { does: 'answers' })
  const call = await trunkCall(stack(), '+46701740606', annas)
  expect((await call.final()).status).toBe(603)
  await call.ended
  expect(call.statuses()).toEqual([100, 603])
  expect(phone.invites()).toEqual([])
  const explained = await why(anna.session, '+46701740606')
  expect(explained.entry.outcome).toBe('refused')
  expect(winners(explained)).toEqual(['blocked'])
})
