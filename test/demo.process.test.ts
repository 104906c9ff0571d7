/**
 * What the standard policy does with a call (DEMO's table, row by row): real hub, Kamailio and rtpengine, with sipp and baresip as phones
 * and callers. It is Friday 9 October 2026, 14:10. What needs presence or contacts too stands with those plugins. Needs: calls, forwarding.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { strongest } from './harness/alike.ts'
import { baresip } from './harness/baresip.ts'
import { lines, whyCallData } from './harness/contracts.ts'
import {
  deviceOf,
  expectHeard,
  listen,
  listenTo,
  type Name,
  type Person,
  person,
  sentences,
  tried,
  why,
  winners,
} from './harness/demonstration.ts'
import { trunkCall } from './harness/phones.ts'
import { useStack } from './harness/stack.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const people = new Map<Name, Person>()
const the = (name: Name): Person => {
  const one = people.get(name)
  if (!one) throw new Error(`${name} is not there`)
  return one
}
beforeAll(async () => {
  for (const name of ['anna', 'bjorn', 'cecilia', 'david', 'elin', 'farid'] as const) {
    people.set(name, await person(stack(), name))
  }
})

const annas = '+46846500401'
/** Kamailio counts time in ticks of a sixteenth of a second, some of which it misses on a busy machine. Milliseconds. */
const slack = 5000
const nobody = 'Anna Svensson kan inte svara just nu.'

describe('Anna is Available', () => {
  test('her phone rings, and the two hear each other', async context => {
    const phone = await the('anna').soundingPhone(context, 440)
    const caller = await baresip({ server: stack().trunkPort, as: '+46701740611', tone: 1000 })
    context.onTestFinished(() => caller.stop())
    caller.dial(`sip:${annas}@svara.localhost`)
    await caller.event('CALL_ESTABLISHED')
    await Promise.all([caller.hearing(1), phone.hearing(1)])
    caller.hangUp()
    await Promise.all([caller.event('CALL_CLOSED'), phone.event('CALL_CLOSED')])
    expect(await strongest(await caller.heard(), [440, 1000])).toBe(440)
    expect(await strongest(await phone.heard(), [440, 1000])).toBe(1000)
    const explained = await why(the('anna').session, '+46701740611')
    expect(explained.entry).toMatchObject({ outcome: 'answered', direction: 'incoming' })
    expect(winners(explained)).toEqual(['ring'])
    expect(sentences(explained)).toContain('Telefonerna ringer, högst 25 s: Personens telefoner rings.')
  })

  test.for([
    ['with a plus', '+46846500401'],
    ['without', '46846500401'],
    ['nationally', '0846500401'],
  ] as const)('her number is dialled %s', async ([, dialled], context) => {
    const phone = await the('anna').phone(context, { does: 'answers' })
    const call = await trunkCall(stack(), '0701740607', dialled)
    expect((await call.final()).status).toBe(200)
    // The company's book knows him, however his network writes the number.
    expect((await phone.rung()).header('From')).toMatch(/<sip:\+46701740607@norrsken/)
    await call.ended
  })

  test('a caller whose number is in From alone is shown by it', async context => {
    const phone = await the('anna').phone(context, { does: 'answers' })
    const call = await trunkCall(stack(), '+46701740608', annas, { asserted: false })
    expect((await call.final()).status).toBe(200)
    expect((await phone.rung()).header('From')).toContain('sip:+46701740608@')
    await call.ended
  })

  test('a hidden number stays hidden, on the phone and in the log', async context => {
    const phone = await the('anna').phone(context, { does: 'answers' })
    const call = await trunkCall(stack(), '+46701740612', annas, { headers: ['Privacy: id'] })
    expect((await call.final()).status).toBe(200)
    const { text } = await phone.rung()
    expect(text).not.toContain('701740612')
    expect(text).toContain('anonymous@anonymous.invalid')
    await call.ended
    const explained = await why(the('anna').session, undefined)
    expect(explained.entry.other).toEqual({ hidden: true })
    expect(sentences(explained)).not.toContain('701740612')
    // Nor does an administrator learn it, by what is kept of the decision.
    const data = await the('david').session.call(whyCallData, { id: explained.entry.id })
    expect(JSON.stringify(data)).toContain('(hidden)')
    expect(JSON.stringify(data)).not.toContain('701740612')
  })

  test('her phone is declined: nobody can answer', async context => {
    await the('anna').phone(context, { does: 'refuses', status: 603 })
    const heard = await listenTo(context, stack(), '+46701740613', annas)
    await expectHeard(heard, nobody)
    const explained = await why(the('anna').session, '+46701740613')
    expect(winners(explained)).toEqual(['ring', 'declined'])
  })

  test('none of her phones is registered: that nobody can answer is said at once', async context => {
    await the('anna').unreachable()
    const before = await tried(the('anna').session, '+46701740614', annas)
    const heard = await listenTo(context, stack(), '+46701740614', annas)
    expect(heard.end).toBe('480 Temporarily Unavailable')
    await expectHeard(heard, nobody)
    const explained = await why(the('anna').session, '+46701740614')
    expect(winners(explained)).toEqual(['nobody-registered'])
    expect(before ?? winners(explained)).toEqual(winners(explained))
  })
})

describe('Anna is on the phone', () => {
  test('a colleague hears that, and others no more than that nobody can answer', async context => {
    const phone = await the('anna').phone(context, { does: 'answers' })
    const first = await baresip({ server: stack().trunkPort, as: '+46701740616' })
    context.onTestFinished(() => first.stop())
    first.dial(`sip:${annas}@svara.localhost`)
    const { session } = the('anna')
    await session.seen(lines, state => state.lines[session.person] === 'in-call')

    const colleague = await baresip({ server: stack().sipPort, as: deviceOf('david') })
    context.onTestFinished(() => colleague.stop())
    await colleague.event('REGISTERED')
    const [told, outside] = await Promise.all([
      listen(colleague, `sip:1001@${deviceOf('david').domain}`),
      listenTo(context, stack(), '+46701740617', annas),
    ])
    expect(told.end).toBe('486 Busy Here')
    await expectHeard(told, 'Anna Svensson talar i telefon. Försök igen om en stund.')
    await expectHeard(outside, nobody)
    expect(phone.invites()).toHaveLength(1)
    expect(winners(await why(session, '+46701740617'))).toEqual(['on-the-phone'])
    expect(sentences(await why(session, '1004'))).toContain('Din linje var i samtal')
    first.hangUp()
    await session.seen(lines, state => state.lines[session.person] === undefined)
  })
})

describe('the switchboard', () => {
  test('rings both of its members; who answers has the call, and the other phone stops', async context => {
    const [rings, answers] = await Promise.all([
      the('cecilia').phone(context, { does: 'rings' }),
      the('elin').phone(context, { does: 'answers', afterMs: 500 }),
    ])
    const call = await trunkCall(stack(), '+46701740618', '+46846500400')
    expect((await call.final()).status).toBe(200)
    await Promise.all([rings.rung(), answers.rung()])
    await rings.message(({ direction, method }) => direction === 'received' && method === 'CANCEL')
    await call.ended
    const explained = await why(the('elin').session, '+46701740618')
    expect(explained.entry.outcome).toBe('answered')
    expect(winners(explained)).toEqual(['group'])
  })

  test('one who declines does not silence the other', async context => {
    await the('cecilia').phone(context, { does: 'refuses', status: 603 })
    await the('elin').phone(context, { does: 'answers', afterMs: 500 })
    const call = await trunkCall(stack(), '+46701740619', '+46846500400')
    expect((await call.final()).status).toBe(200)
    await call.ended
  })
})

describe.concurrent('nobody answers', () => {
  test('after 25 s that is said', async context => {
    const phone = await the('anna').phone(context, { does: 'rings' })
    const heard = await listenTo(context, stack(), '+46701740621', annas)
    const [invite, cancel] = [await phone.rung(), phone.messages().find(({ method }) => method === 'CANCEL')]
    const rang = Number(cancel?.at) - invite.at
    expect(rang).toBeGreaterThan(25_000 - slack)
    expect(rang).toBeLessThan(25_000 + slack)
    await expectHeard(heard, nobody)
    const explained = await why(the('anna').session, '+46701740621')
    expect(winners(explained)).toEqual(['ring', 'unanswered'])
    expect(explained.entry.outcome).toBe('missed')
  })

  test('Björn after 20 s: Cecilia, as he has set it', async context => {
    const [björns, cecilias] = await Promise.all([
      the('bjorn').phone(context, { does: 'rings' }),
      the('cecilia').phone(context, { does: 'answers' }),
    ])
    const call = await trunkCall(stack(), '+46701740622', '+46846500402')
    expect((await call.final()).status).toBe(200)
    const rang = (await cecilias.rung()).at - (await björns.rung()).at
    expect(rang).toBeGreaterThan(20_000 - slack)
    expect(rang).toBeLessThan(20_000 + slack)
    await call.ended
    const explained = await why(the('bjorn').session, '+46701740622')
    expect(winners(explained)).toEqual(['forwarding-ring', 'forwarding-unanswered', 'ring'])
    expect(sentences(explained)).toContain('Svarar jag inte medflyttas samtalet till 1003')
  })
})
