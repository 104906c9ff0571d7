/** Limits at a real Kamailio: what is barred is said, what is reached raises an alarm, what goes on past a limit is ended. */
import { beforeAll, expect, test } from 'vitest'
import { lines } from '../../test/harness/contracts.ts'
import { deviceOf, farSide, type Person, person, why, winners } from '../../test/harness/demonstration.ts'
import { phoneCall } from '../../test/harness/phones.ts'
import type { Session } from '../../test/harness/session.ts'
import { useStack } from '../../test/harness/stack.ts'
import { readSpending, type Settings, setSpending, spendingView } from './contract.ts'

const stack = useStack()
let anna: Person
let david: Session
let usual: Settings
beforeAll(async () => {
  anna = await person(stack(), 'anna')
  david = await stack().signIn('david@norrsken.example')
  usual = (await david.call(readSpending, {})).settings
})

const asSoonAsHeard = { cancel: { on: 183, afterMs: 0 } } as const

test.for([
  ['0900123456', '+46900123456', 'premium-closed'],
  ['+12025550123', '+12025550123', 'country-closed'],
] as const)('calls to %s are barred in words', async ([dialled, number, rule], context) => {
  const far = await farSide(context, stack())
  const call = await phoneCall(stack(), deviceOf('anna'), dialled, asSoonAsHeard)
  expect((await call.final()).status).toBe(487)
  await call.ended
  expect(call.statuses()).toContain(183)
  expect(far.invites()).toEqual([])
  expect(winners(await why(anna.session, number))).toEqual([rule])
})

test('a country that the administrator opens can be called, and one she closes no longer', async context => {
  const far = await farSide(context, stack())
  await david.call(setSpending, { ...usual, countries: ['US'] })
  const call = await phoneCall(stack(), deviceOf('anna'), '+12025550124')
  expect((await call.final()).status).toBe(200)
  await call.ended
  expect((await far.rung()).startLine).toContain('sip:+12025550124@')
  expect(winners(await why(anna.session, '+12025550124'))).toEqual(['country-open'])
  const closed = await phoneCall(stack(), deviceOf('anna'), '0701740631', asSoonAsHeard)
  await closed.ended
  expect(winners(await why(anna.session, '+46701740631'))).toEqual(['country-closed'])
  await david.call(setSpending, usual)
})

test('a limit that is reached is said to the caller, and administrators are alarmed; 112 knows no limit', async context => {
  await farSide(context, stack())
  await david.call(setSpending, { ...usual, person: { day: 0, calls: null } })
  const call = await phoneCall(stack(), deviceOf('anna'), '0701740632', asSoonAsHeard)
  await call.ended
  expect(winners(await why(anna.session, '+46701740632'))).toEqual(['spending-person-day'])
  const { alarms } = await david.seen(spendingView, state => state.alarms.length > 0)
  expect(alarms[0]).toMatchObject({ what: 'person-day', person: anna.session.person, dialled: '+46701740632' })
  const emergency = await phoneCall(stack(), deviceOf('anna'), '112')
  expect((await emergency.final()).status).toBe(200)
  await emergency.ended
  await david.call(setSpending, usual)
})

test('what is under way is counted, and ended when the day’s limit is passed', async context => {
  const far = await farSide(context, stack())
  const call = await phoneCall(stack(), deviceOf('anna'), '0701740633', { talkMs: 60_000 })
  expect((await call.final()).status).toBe(200)
  await david.seen(spendingView, ({ people }) => people[anna.session.person]?.calls === 1)
  // Under way: answered, and confirmed.
  await far.message(({ direction, method }) => direction === 'received' && method === 'ACK')
  await anna.session.seen(lines, state => state.lines[anna.session.person] === 'in-call')
  await david.call(setSpending, { ...usual, organisation: { day: 1, calls: null } })
  const bye = ({ direction, method }: { direction: string; method?: string | undefined }) =>
    direction === 'received' && method === 'BYE'
  await Promise.all([far.message(bye), call.message(bye)])
  const state = await david.seen(
    spendingView,
    ({ alarms, people }) => alarms.some(({ what }) => what === 'ended') && people[anna.session.person]?.calls === 0,
  )
  expect(state.organisation.today).toBeGreaterThan(0)
  await david.call(setSpending, usual)
  await call.stop()
})
