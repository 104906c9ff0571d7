/**
 * Five in one call, with phones that aren't ours: one of them calls by the trunk, the others are desk phones. Each sends a tone of its own,
 * and what each hears is measured.
 */
import { beforeAll, expect, test, vi } from 'vitest'
import { tonesHeard } from '../../test/harness/alike.ts'
import { type Baresip, baresip } from '../../test/harness/baresip.ts'
import { type Name, type Person, person } from '../../test/harness/demonstration.ts'
import { useStack } from '../../test/harness/stack.ts'
import { lines, myCalls } from '../calls/contract.ts'
import { addMember, muteMember, parties, removeMember, startParty } from './contract.ts'

const stack = useStack()
/** By who sends it, so quietly that all of them together are not clipped: else there would be tones that nobody sends. */
const tones = { outside: 437, anna: 683, bjorn: 1031, cecilia: 1399, david: 1787 }
type Member = keyof typeof tones

const quieter = 20

let people: Record<Exclude<Member, 'outside'>, Person>
beforeAll(async () => {
  const open = (name: Name) => person(stack(), name)
  const [anna, bjorn, cecilia, david] = await Promise.all([open('anna'), open('bjorn'), open('cecilia'), open('david')])
  people = { anna, bjorn, cecilia, david }
})

/** Whose tones are in what a phone has heard in its last second. */
async function hears(phone: Baresip): Promise<readonly Member[]> {
  const heard = tonesHeard(await phone.lastHeard(1), Object.values(tones))
  return (Object.keys(tones) as Member[]).filter(member => heard.includes(tones[member]))
}

test('all hear all but themselves; who is muted hears and is not heard; who is removed is out, and the others go on, also when the mixer is killed', async context => {
  const phones = new Map<Member, Baresip>()
  for (const name of ['anna', 'bjorn', 'cecilia', 'david'] as const) {
    phones.set(name, await people[name].soundingPhone(context, tones[name], quieter))
  }
  const outside = await baresip({ server: stack().trunkPort, as: '+46701740607', tone: tones.outside, quieter })
  context.onTestFinished(() => outside.stop())
  phones.set('outside', outside)
  const everybodyHears = (who: (member: Member) => readonly Member[], of: readonly Member[]) =>
    expect
      .poll(() => Promise.all(of.map(member => hears(phones.get(member) ?? outside))), {
        timeout: 20_000,
        interval: 500,
      })
      .toEqual(of.map(who))

  outside.dial('sip:+46846500401@svara.localhost')
  await outside.event('CALL_ESTABLISHED')
  // Its recordings are named by the second.
  await outside.hearing(1.2)
  const { session } = people.anna
  const { calls } = await session.seen(myCalls, state => state.calls.some(({ phase }) => phase === 'talking'))
  const call = calls.find(({ phase }) => phase === 'talking')?.id ?? ''
  const { party } = await session.call(startParty, { call, to: '1002' })
  for (const to of ['1003', '08-465 004 04']) await session.call(addMember, { party, to })
  const five = await session.seen(
    parties,
    state => state.parties[0]?.members.filter(({ state }) => state === 'in').length === 5,
  )
  expect(five.parties[0]).toMatchObject({ id: party, host: session.person, call })

  const all = Object.keys(tones) as Member[]
  await everybodyHears(member => all.filter(one => one !== member), all)

  const memberOf = (name: Name) =>
    five.parties[0]?.members.find(one => one.person === people[name as 'david'].session.person)?.id ?? ''
  await session.call(muteMember, { party, member: memberOf('david'), muted: true })
  const heard = all.filter(one => one !== 'david')
  await everybodyHears(member => heard.filter(one => one !== member), all)

  await session.call(removeMember, { party, member: memberOf('bjorn') })
  await phones.get('bjorn')?.event('CALL_CLOSED')
  const left = heard.filter(one => one !== 'bjorn')
  await everybodyHears(member => left.filter(one => one !== member), ['outside', 'anna', 'cecilia', 'david'])

  // Their mixer dies under them, and all are put together again where it is back. David, whom nobody has heard since, is heard then.
  const mixer = await stack().pid('janus')
  await stack().kill('janus')
  await expect
    .poll(() => stack().pid('janus'), { timeout: 10_000 })
    .not.toSatisfy(pid => pid === undefined || pid === mixer)
  const unmuted = () => session.call(muteMember, { party, member: memberOf('david'), muted: false })
  await vi.waitFor(unmuted, { timeout: 10_000, interval: 200 })
  const together: readonly Member[] = [...left, 'david']
  await everybodyHears(member => all.filter(one => together.includes(one) && one !== member), together)

  // Whoever called hangs up, and the others talk on: Anna is in a call still, for everybody to see.
  outside.hangUp()
  const inside = all.filter(one => together.includes(one) && one !== 'outside')
  await everybodyHears(member => inside.filter(one => one !== member), inside)
  const line = (is: string | undefined) => session.seen(lines, state => state.lines[session.person] === is)
  await line('in-call')
  await session.seen(myCalls, state => state.calls.some(one => one.id === call && one.phase === 'talking'))
  // Whoever is left alone is told so, and hung up on.
  phones.get('anna')?.hangUp()
  await line(undefined)
  phones.get('cecilia')?.hangUp()
  await phones.get('david')?.event('CALL_CLOSED')
  await session.seen(parties, state => state.parties.length === 0)
})
