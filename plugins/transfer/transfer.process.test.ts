/** Calls that are handed on, parked, and taken while they ring elsewhere: by app and desk phone, with callers from the public network, by ear. */
import { beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { tonesHeard } from '../../test/harness/alike.ts'
import { type Baresip, baresip } from '../../test/harness/baresip.ts'
import {
  deviceOf,
  expectHeard,
  listen,
  type Name,
  type Person,
  person,
  sentences,
  why,
  winners,
} from '../../test/harness/demonstration.ts'
import { type Phone, phoneCall } from '../../test/harness/phones.ts'
import { decode } from '../../test/harness/sound.ts'
import { useStack } from '../../test/harness/stack.ts'
import { lines, myCalls } from '../calls/contract.ts'
import { hangUpCall } from '../phone/contract.ts'
import { parkCall, parkedCalls, pickUpParked, transferCall } from './contract.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const people = new Map<Name, Person>()
const the = (name: Name): Person => {
  const one = people.get(name)
  if (!one) throw new Error(`${name} is not there`)
  return one
}
beforeAll(async () => {
  for (const name of ['anna', 'bjorn', 'cecilia', 'david', 'elin', 'farid'] as const)
    people.set(name, await person(stack(), name))
})

const tones = [440, 520, 600, 1000]
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
    // From there by the phone's own key: an agent has the call by now.
    const davids = await the('david').soundingPhone(context, 520)
    cecilias.transfer(`sip:1004@${deviceOf('cecilia').domain}`)
    await Promise.all([cecilias.event('CALL_CLOSED'), davids.event('CALL_ESTABLISHED')])
    await busy(the('cecilia'), false)
    await davids.hearing(1)
    caller.hangUp()
    await davids.event('CALL_CLOSED')
    for (const one of [cecilias, davids]) expect(await heard(one)).toEqual([1000])
    expect(await heard(caller)).toEqual(expect.arrayContaining([440, 520, 600]))
    await busy(the('david'), false)
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
    await expect(the('david').session.call(hangUpCall, { callId: id })).rejects.toMatchObject({ code: 'phone.no-call' })
    await expect(the('anna').session.call(transferCall, { id, to: 'x' })).rejects.toMatchObject({ field: 'to' })
    caller.hangUp()
    await busy(the('anna'), false)
  })
})

describe('a call that rings at a colleague', () => {
  const ringing = ({ session }: Person) => session.seen(lines, state => state.lines[session.person] === 'ringing')
  /** A phone of `name`'s, which dials and sends 600 Hz. */
  async function phoneOf({ onTestFinished }: TestContext, name: Name): Promise<Baresip> {
    const made = await baresip({ server: stack().sipPort, as: deviceOf(name), tone: 600 })
    onTestFinished(() => made.stop())
    await made.event('REGISTERED')
    return made
  }
  async function fromOutside({ onTestFinished }: TestContext, number: string, to: string): Promise<Baresip> {
    const caller = await baresip({ server: stack().trunkPort, as: number, tone: 1000 })
    onTestFinished(() => caller.stop())
    caller.dial(`sip:${to}@svara.localhost`)
    return caller
  }
  const dial = (from: Baresip, code: string) => from.dial(`sip:${code}@${deviceOf('anna').domain}`)
  const elsewhere = async (rang: Phone) => {
    const cancel = await rang.message(({ direction, method }) => direction === 'received' && method === 'CANCEL')
    expect(cancel.header('Reason')).toBe('SIP;cause=200;text="Call completed elsewhere"')
  }

  test('is taken by *8 and her number: both hear each other, her phones fall silent, and she reads who answered', async context => {
    const [one, other] = [
      await the('anna').phone(context, { does: 'rings' }),
      await the('anna').phone(context, { does: 'rings' }),
    ]
    const björns = await phoneOf(context, 'bjorn')
    const caller = await fromOutside(context, '+46701740621', '+46846500401')
    await Promise.all([one.rung(), other.rung(), ringing(the('anna'))])
    dial(björns, '*81001')
    await Promise.all([caller.event('CALL_ESTABLISHED'), björns.event('CALL_ESTABLISHED')])
    await Promise.all([elsewhere(one), elsewhere(other), busy(the('bjorn'), true)])
    const { session } = the('bjorn')
    const { calls: his } = await session.seen(myCalls, ({ calls: mine }) =>
      mine.some(({ other: { number }, phase }) => number === '+46701740621' && phase === 'talking'),
    )
    const taken = his.find(({ phase }) => phase === 'talking')
    expect(taken).toMatchObject({ direction: 'incoming', via: 'Anna Svensson', other: { number: '+46701740621' } })
    await Promise.all([björns.hearing(1), caller.hearing(1)])
    caller.hangUp()
    await björns.event('CALL_CLOSED')
    expect(await heard(björns)).toEqual([1000])
    expect(await heard(caller)).toEqual([600])
    const { entry } = await why(the('anna').session, '+46701740621')
    expect(entry).toMatchObject({ outcome: 'answered', answeredBy: { name: 'Björn Lind' } })
    await Promise.all([busy(the('anna'), false), busy(the('bjorn'), false)])
  })

  test('is taken by *8 alone, the one that has rung longest, from inside too; of two who take it one has it', async context => {
    await the('cecilia').phone(context, { does: 'rings' })
    await the('david').soundingPhone(context, 440)
    const [elins, farids] = [await phoneOf(context, 'elin'), await phoneOf(context, 'farid')]
    const inside = await baresip({ server: stack().sipPort, as: deviceOf('anna'), tone: 1000 })
    context.onTestFinished(() => inside.stop())
    await inside.event('REGISTERED')
    dial(inside, '1003')
    await ringing(the('cecilia'))
    dial(elins, '*8')
    dial(farids, '*81003')
    await inside.event('CALL_ESTABLISHED')
    const lost = await Promise.race([
      elins.event('CALL_CLOSED').then(() => elins),
      farids.event('CALL_CLOSED').then(() => farids),
    ])
    const won = lost === elins ? farids : elins
    await won.hearing(1)
    inside.hangUp()
    await won.event('CALL_CLOSED')
    expect(await heard(won)).toEqual([1000])
    expect(await heard(inside)).toEqual([600])
    await busy(the('cecilia'), false)
  })

  test('of another department is not, and where nothing rings nothing is taken: both are told so', async context => {
    const annas = await the('anna').phone(context, { does: 'rings' })
    const outside = await phoneCall(stack(), deviceOf('cecilia'), '1001')
    context.onTestFinished(() => outside.stop())
    await annas.rung()
    await ringing(the('anna'))
    const at = `@${deviceOf('david').domain}`
    const davids = await phoneOf(context, 'david')
    const not = await listen(davids, `sip:*81001${at}`)
    await expectHeard(not, 'Det samtalet ringer på en annan avdelning, och kan inte hämtas härifrån.')
    const told = await why(the('david').session, '*81001')
    expect(winners(told)).toEqual(['take-elsewhere'])
    expect(sentences(told)).toContain('Anna Svensson är inte på samma avdelning')
    const cecilias = await phoneOf(context, 'cecilia')
    await expectHeard(await listen(cecilias, `sip:*81005${at}`), 'Det ringer inte där.')
  })
})
