/** Needs: calls, contacts, presence. Yesterday, with other rules, in a whole hub: the thread and its own connection included. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeTelephony, fakeTelephony } from '../../../connectors/telephony/fake.ts'
import { telephony } from '../../../connectors/telephony/port.ts'
import type { Rule } from '../../../core/flow/rule.ts'
import type { Session } from '../../../test/harness/session.ts'
import { fake, type WholeHub, wholeHub } from '../../../test/harness/whole-hub.ts'
import { cancelReplay, type Replay, type RuleOwner, readReplay, startReplay } from '../contract.ts'
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
  phones.register('1002@norrsken.svara.localhost')
  await givesUp(phones, anna, { dialled: '+46846500401', number: '+46701740607' })
  await givesUp(phones, anna, { dialled: '+46846500401', number: '+46701740608' })
  await givesUp(phones, bjorn, { dialled: '+46846500402', number: '+46701740608' })
})
afterAll(() => hub.stop())

/** Nobody asked whether the caller is a colleague, or what team the called person is in: it was written down all the same. */
const sales = (scope: Rule['scope'], team = 'Försäljning'): Rule => ({
  ...{ name: 'sales', title: { sv: 'Sälj', en: 'Sales' }, on: 'call.incoming', stage: 'exempt', scope },
  conditions: {
    all: [
      { fact: 'directory.person', path: '$.team', operator: 'equal', value: team },
      { fact: 'directory.colleague', operator: 'equal', value: false },
    ],
  },
  event: { type: 'call.reject', params: { sipStatus: 603, reason: 'Decline' } },
})

async function replayed(who: Session, rules: readonly Rule[], owner: RuleOwner = organisation()): Promise<Replay> {
  const { from, to } = today()
  const { id } = await who.call(startReplay, { owner, rules: [...rules], from, to })
  await expect.poll(async () => (await who.call(readReplay, { id })).state, { timeout: 15_000 }).not.toBe('running')
  return who.call(readReplay, { id })
}
const organisation = () => ({ scope: 'organisation' as const, owner: david.organisation })
const own = (who: Session) => ({ scope: 'person' as const, owner: who.person })
const hour = 3_600_000
const today = () => ({
  from: new Date(Date.now() - 24 * hour).toISOString(),
  to: new Date(Date.now() + hour).toISOString(),
})

test('each call that would end differently is listed, with how it ended and why it would not', async () => {
  const replay = await replayed(david, [sales('organisation')])
  const teams = replay.differences.map(({ parties }) => parties.callee?.person)
  expect(replay).toMatchObject({ state: 'done', changed: teams.length, published: 0, untold: 0 })
  expect(replay.same + replay.changed).toBe(3)
  expect(teams).toContain(anna.person)
  const [first] = replay.differences
  expect(first).toMatchObject({ event: 'call.incoming', verdict: 'changed', would: { rule: 'Sälj' } })
  expect(first?.was.did).not.toBe(first?.would?.did)
  expect(first?.why).toMatch(/^Vann: .*Försäljning/)
  expect(JSON.stringify(first?.parties)).toContain('+46701740607')
})

test('with rules that change nothing all go as they did', async () => {
  expect(await replayed(david, [sales('organisation', 'Ingen')])).toMatchObject({
    same: 3,
    changed: 0,
    differences: [],
  })
})

test('with own rules somebody sees her own calls, and no others', async () => {
  const replay = await replayed(anna, [sales('person')], own(anna))
  expect([replay.same, replay.changed]).toEqual([0, 2])
  const not = { status: 403, code: 'rules.not-yours' }
  await expect(replayed(anna, [], organisation())).rejects.toMatchObject(not)
  await expect(replayed(david, [], own(anna))).rejects.toMatchObject(not)
  await expect(bjorn.call(readReplay, { id: replay.id })).rejects.toMatchObject({ status: 404 })
})

test('what can not be used is refused, with its field', async () => {
  const [rule] = [sales('organisation')]
  const wrong = { ...rule, event: { type: 'call.nothing' } }
  await expect(replayed(david, [wrong])).rejects.toMatchObject({ status: 400, field: 'rules.0.event.type' })
  const { from, to } = today()
  const backwards = david.call(startReplay, { owner: organisation(), from: to, to: from })
  await expect(backwards).rejects.toMatchObject({ status: 400, code: 'rules.no-time' })
})

test('it may be ended', async () => {
  const { id } = await david.call(startReplay, { owner: organisation(), rules: [], ...today() })
  await david.call(cancelReplay, { id })
  await expect.poll(async () => (await david.call(readReplay, { id })).state).toBe('cancelled')
})
