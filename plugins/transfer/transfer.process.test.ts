/** Calls that are handed on and parked: by app and desk phone, with callers from the public network, by ear. */
import { beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { tonesHeard } from '../../test/harness/alike.ts'
import { type Baresip, baresip } from '../../test/harness/baresip.ts'
import { deviceOf, type Name, type Person, person, why } from '../../test/harness/demonstration.ts'
import { decode } from '../../test/harness/sound.ts'
import { useStack } from '../../test/harness/stack.ts'
import { lines, myCalls } from '../calls/contract.ts'
import { parkCall, parkedCalls, pickUpParked, transferCall } from './contract.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const people = new Map<Name, Person>()
const the = (name: Name): Person => {
  const one = people.get(name)
  if (!one) throw new Error(`${name} is not there`)
  return one
}
beforeAll(async () => {
  for (const name of ['anna', 'bjorn', 'cecilia', 'david'] as const) people.set(name, await person(stack(), name))
})

const tones = [440, 600, 1000]
const heard = async (one: Baresip) => tonesHeard(await decode(await one.heard()), tones)
const busy = ({ session }: Person, is: boolean) =>
  session.seen(lines, state => (state.lines[session.person] === 'in-call') === is)

/** From the public network to Anna, who answers with 440 Hz; gives the caller, who sends 1000, and the call's id. */
async function calls({ onTestFinished }: TestContext, number: string): Promise<{ caller: Baresip; id: string }> {
  const caller = await baresip({ server: stack().trunkPort, as: number, tone: 1000 })
  onTestFinished(() => caller.stop())
  caller.dial('sip:+46846500401@svara.localhost')
  await caller.event('CALL_ESTABLISHED')
  await caller.hearing(1)
  const state = await the('anna').session.seen(myCalls, ({ calls: mine }) => mine[0]?.phase === 'talking')
  return { caller, id: state.calls[0]?.id ?? '' }
}

describe('a call', () => {
  test('is handed on in the app: the two that are left hear each other, and she is free', async context => {
    const annas = await the('anna').soundingPhone(context, 440)
    const cecilias = await the('cecilia').soundingPhone(context, 600)
    const { caller, id } = await calls(context, '+46701740611')
    await the('anna').session.call(transferCall, { id, to: '1003' })
    await Promise.all([annas.event('CALL_CLOSED'), cecilias.event('CALL_ESTABLISHED')])
    await busy(the('anna'), false)
    await cecilias.hearing(1)
    caller.hangUp()
    await cecilias.event('CALL_CLOSED')
    expect(await heard(cecilias)).toEqual([1000])
    expect(await heard(caller)).toEqual(expect.arrayContaining([440, 600]))
    await busy(the('cecilia'), false)
    const explained = await why(the('anna').session, '+46701740611')
    expect(explained.entry.outcome).toBe('answered')
  })

  test('that a desk phone hands on comes back where it is declined, and says so', async context => {
    const annas = await the('anna').soundingPhone(context, 440)
    await the('cecilia').phone(context, { does: 'refuses', status: 603 })
    const { caller } = await calls(context, '+46701740612')
    annas.transfer(`sip:1003@${deviceOf('anna').domain}`)
    await annas.event('CALL_CLOSED')
    // She answers by herself.
    await busy(the('anna'), true)
    const again = () => annas.events().filter(({ type }) => type === 'CALL_ESTABLISHED')
    await expect.poll(again).toHaveLength(2)
    caller.hangUp()
    await busy(the('anna'), false)
  })

  test('is parked, seen by colleagues, and taken by *7 from a phone, or in the app', async context => {
    const annas = await the('anna').soundingPhone(context, 440)
    const { caller, id } = await calls(context, '+46701740613')
    const { slot } = await the('anna').session.call(parkCall, { id })
    await annas.event('CALL_CLOSED')
    const { session } = the('david')
    const { parked } = await session.seen(parkedCalls, state => state.parked.length === 1)
    expect(parked[0]).toMatchObject({ slot, byName: 'Anna Svensson', number: '+46701740613', call: id })

    const davids = await baresip({ server: stack().sipPort, as: deviceOf('david'), tone: 600 })
    context.onTestFinished(() => davids.stop())
    await davids.event('REGISTERED')
    davids.dial(`sip:*7${slot}@${deviceOf('david').domain}`)
    await davids.event('CALL_ESTABLISHED')
    await davids.hearing(1.5)
    await session.seen(parkedCalls, state => state.parked.length === 0)
    caller.hangUp()
    await davids.event('CALL_CLOSED')
    expect(await heard(davids)).toEqual([1000])
    expect(await heard(caller)).toEqual(expect.arrayContaining([440, 600]))
  })

  test('that is parked rings whoever takes it in the app', async context => {
    await the('anna').soundingPhone(context, 440)
    const cecilias = await the('cecilia').soundingPhone(context, 600)
    const { caller, id } = await calls(context, '+46701740614')
    const { slot } = await the('anna').session.call(parkCall, { id })
    await the('cecilia').session.seen(parkedCalls, state => state.parked.length === 1)
    await the('cecilia').session.call(pickUpParked, { slot })
    await cecilias.event('CALL_ESTABLISHED')
    await cecilias.hearing(1)
    cecilias.hangUp()
    await caller.event('CALL_CLOSED')
    expect(await heard(cecilias)).toEqual([1000])
    await expect(the('cecilia').session.call(pickUpParked, { slot })).rejects.toMatchObject({
      code: 'transfer.nobody-parked',
    })
  })

  test('of others is nobody’s to hand on or park', async context => {
    await the('anna').soundingPhone(context, 440)
    const { caller, id } = await calls(context, '+46701740615')
    const not = { code: 'calls.not-found' }
    await expect(the('david').session.call(transferCall, { id, to: '1003' })).rejects.toMatchObject(not)
    await expect(the('david').session.call(parkCall, { id })).rejects.toMatchObject(not)
    await expect(the('anna').session.call(transferCall, { id, to: 'x' })).rejects.toMatchObject({ field: 'to' })
    caller.hangUp()
    await busy(the('anna'), false)
  })
})
