/**
 * kill -9 of one process after the other while people talk: what docs/operations.md says of it.
 * Needs: calls.
 */
import type { TestContext } from 'vitest'
import { describe, expect, test, vi } from 'vitest'
import { type Baresip, baresip } from '../harness/baresip.ts'
import { type CallEntry, callLog, lines } from '../harness/contracts.ts'
import { type Name, type Person, person } from '../harness/demonstration.ts'
import { type ChildName, useStack } from '../harness/stack.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
/** Nobody is "in a call" for longer than this after it has ended. */
const longest = 30_000
const numbers = { anna: '+46846500401', bjorn: '+46846500402' } as const

interface Talk {
  readonly caller: Baresip
  readonly phone: Baresip
  readonly who: Person
  readonly number: string
}

/** Somebody of the public network and one of ours, who hear each other. */
async function talk(context: TestContext, name: Name & keyof typeof numbers, number: string): Promise<Talk> {
  const who = await person(stack(), name)
  const phone = await who.soundingPhone(context, 700)
  const caller = await baresip({ server: stack().trunkPort, as: number, tone: 500 })
  context.onTestFinished(() => caller.stop())
  caller.dial(`sip:${numbers[name]}@svara.localhost`)
  await caller.event('CALL_ESTABLISHED')
  await Promise.all([caller.hearing(0.5), phone.hearing(0.5)])
  await line(who, true)
  return { caller, phone, who, number }
}

const line = ({ session }: Person, inCall: boolean) =>
  session.seen(lines, state => (state.lines[session.person] !== undefined) === inCall)

const entryOf = async ({ who, number }: Talk): Promise<CallEntry> => {
  const { calls } = await who.session.call(callLog, { limit: 50 })
  const entry = calls.find(({ other }) => other.number === number)
  if (!entry) throw new Error(`no call with ${number}`)
  return entry
}

/** Both sides hear of it, nobody is shown in a call any more, and the entry is closed: after so many milliseconds. */
async function hangsUp(one: Talk): Promise<number> {
  one.caller.hangUp()
  const began = performance.now()
  await one.phone.event('CALL_CLOSED')
  return await isOver(one, began)
}

async function killed(child: ChildName): Promise<void> {
  const before = await stack().pid(child)
  await stack().kill(child)
  await vi.waitFor(async () => {
    const now = await stack().pid(child)
    expect(now).toBeDefined()
    expect(now).not.toBe(before)
  }, 10_000)
}

/** The entry is closed, and nobody is shown in a call: after so many milliseconds. */
async function isOver(one: Talk, began: number): Promise<number> {
  await stack().healthy()
  await line(one.who, false)
  await vi.waitFor(async () => expect((await entryOf(one)).endedAt).toBeDefined(), longest)
  return performance.now() - began
}

describe('kill -9 of', { timeout: 120_000 }, () => {
  test('the hub: calls go on, whoever hung up meanwhile is free again, and whoever talks is shown so', async context => {
    const [one, other] = [await talk(context, 'anna', '+46701740630'), await talk(context, 'bjorn', '+46701740631')]
    await stack().kill('hub')
    expect(await hangsUp(one)).toBeLessThan(longest)
    await Promise.all([other.caller.hearing(4), other.phone.hearing(4)])
    await line(other.who, true)
    expect((await entryOf(other)).endedAt).toBeUndefined()
    expect(await hangsUp(other)).toBeLessThan(longest)
  })

  test('Kamailio: sound goes on without a gap, whoever talks is shown so, and hanging up reaches the other side', async context => {
    const one = await talk(context, 'anna', '+46701740632')
    await stack().savedCall()
    await killed('kamailio')
    await Promise.all([one.caller.hearing(3), one.phone.hearing(3)])
    await stack().healthy()
    await line(one.who, true)
    expect((await entryOf(one)).endedAt).toBeUndefined()
    expect(await hangsUp(one)).toBeLessThan(longest)
  })

  test('a phone, or of whoever calls from outside: the other side is told, and the call is over', async context => {
    const [one, other] = [await talk(context, 'anna', '+46701740635'), await talk(context, 'bjorn', '+46701740636')]
    const began = performance.now()
    await Promise.all([one.phone.die(), other.caller.die()])
    await Promise.all([one.caller.event('CALL_CLOSED'), other.phone.event('CALL_CLOSED')])
    for (const call of [one, other]) expect(await isOver(call, began)).toBeLessThan(longest)
  })

  test('rtpengine: sound is lost, hanging up is not, and the next call is heard', async context => {
    const one = await talk(context, 'anna', '+46701740633')
    await killed('rtpengine')
    expect(await hangsUp(one)).toBeLessThan(longest)
    const next = await talk(context, 'bjorn', '+46701740634')
    expect(await hangsUp(next)).toBeLessThan(longest)
  })
})
