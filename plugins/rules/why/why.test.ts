/** Needs: calls, presence. A decision tried again, and told of when the same comes again, in a whole hub. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeTelephony, fakeTelephony } from '../../../connectors/telephony/fake.ts'
import { telephony } from '../../../connectors/telephony/port.ts'
import { setMyActivity } from '../../../test/harness/contracts.ts'
import type { Session } from '../../../test/harness/session.ts'
import { fake, type WholeHub, wholeHub } from '../../../test/harness/whole-hub.ts'
import { tryAgain, unwatch, watchDecision, watchesSeen, watchesView } from '../contract.ts'
import { givesUp } from '../testing/gives-up.ts'

let phones: FakeTelephony
let hub: WholeHub
let anna: Session
let bjorn: Session
let david: Session
beforeAll(async () => {
  phones = fakeTelephony()
  hub = await wholeHub([fake(telephony, phones)])
  anna = await hub.signIn('anna@norrsken.example')
  bjorn = await hub.signIn('bjorn@norrsken.example')
  david = await hub.signIn('david@norrsken.example')
  phones.register('1001@norrsken.svara.localhost')
})
afterAll(() => hub.stop())

const called = (number?: string) => givesUp(phones, anna, number === undefined ? {} : { number })

test('tried again it ends as it did, or says what is otherwise now', async () => {
  await anna.call(setMyActivity, { activity: 'available' })
  const { decision } = await called()
  expect(await anna.call(tryAgain, { id: decision, language: 'en' })).toMatchObject({ same: true })
  await anna.call(setMyActivity, { activity: 'meeting' })
  const again = await anna.call(tryAgain, { id: decision, language: 'en' })
  expect(again.same).toBe(false)
  expect(again.now.outcome).toContain('closed activity')
  expect(again.now.tried.filter(({ outcome }) => outcome === 'won')).toHaveLength(1)
  await anna.call(setMyActivity, { activity: 'available' })
})

test('whoever may not read it does not learn that there is one', async () => {
  const { decision } = await called()
  const notFound = { code: 'rules.decision-not-found', status: 404 }
  await expect(bjorn.call(tryAgain, { id: decision })).rejects.toMatchObject(notFound)
  await expect(bjorn.call(watchDecision, { id: decision, sameCaller: false })).rejects.toMatchObject(notFound)
  expect(await david.call(tryAgain, { id: decision })).toMatchObject({ same: true })
})

test('she is told when the same comes again, of the same caller only where she wants that, and no more when she has had enough', async () => {
  const { decision } = await called('+46701740607')
  const any = await anna.call(watchDecision, { id: decision, sameCaller: false })
  const his = await anna.call(watchDecision, { id: decision, sameCaller: true })
  expect(his.caller).toEqual({ number: '+46701740607' })
  // Asked twice it is one.
  expect((await anna.call(watchDecision, { id: decision, sameCaller: false })).id).toBe(any.id)
  const hits = (id: string) => (state: { watches: { id: string; hits: unknown[] }[] }) =>
    state.watches.find(one => one.id === id)?.hits.length ?? 0
  const other = await called('+46701740608')
  const first = await anna.seen(watchesView, state => hits(any.id)(state) === 1)
  expect(first.watches.find(({ id }) => id === any.id)?.hits).toMatchObject([
    { subject: other.call, event: 'call.incoming' },
  ])
  expect(hits(his.id)(first)).toBe(0)
  await called('+46701740607')
  await anna.seen(watchesView, state => hits(any.id)(state) === 2 && hits(his.id)(state) === 1)
  const { seenAt } = await anna.call(watchesSeen, {})
  await anna.seen(watchesView, ({ watches }) => watches.every(one => one.seenAt === seenAt))

  await hub.restart()
  anna = await hub.signIn('anna@norrsken.example')
  await anna.seen(watchesView, state => hits(any.id)(state) === 2 && hits(his.id)(state) === 1)
  await anna.call(unwatch, { id: any.id })
  await anna.seen(watchesView, ({ watches }) => watches.length === 1)
  await expect(anna.call(unwatch, { id: any.id })).rejects.toMatchObject({ code: 'rules.watch-not-found' })
})
