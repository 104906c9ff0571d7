/**
 * A call asked for in the app: the person's own phone rings first, and the one that is answered makes the call. Baresip is the phone that
 * calls where it is asked to, sipp the network and the phone that won't.
 */
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { strongest } from '../../test/harness/alike.ts'
import { farSide, type Person, person, why, winners } from '../../test/harness/demonstration.ts'
import { useStack } from '../../test/harness/stack.ts'
import { callLog, lines, myCalls, placeCall } from './contract.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
let anna: Person
let björn: Person
beforeAll(async () => {
  anna = await person(stack(), 'anna')
  björn = await person(stack(), 'bjorn')
})

const annasLine = (line: 'in-call' | undefined) =>
  anna.session.seen(lines, state => state.lines[anna.session.person] === line)

describe('a call asked for in the app', () => {
  test('rings the own phone, which calls the colleague, and the two hear each other', async context => {
    const { session } = anna
    const own = await anna.soundingPhone(context, 440)
    const other = await björn.soundingPhone(context, 1000)
    const placed = session.call(placeCall, { to: '1002' })
    await own.event('CALL_ESTABLISHED')
    await annasLine('in-call')
    await other.event('CALL_ESTABLISHED')
    await placed
    // One call, hers: that her own phone rang is no call that came in.
    const { calls } = await session.seen(myCalls, state => state.calls.some(({ phase }) => phase === 'talking'))
    expect(calls.map(({ direction, other: { name } }) => [direction, name])).toEqual([['outgoing', 'Björn Lind']])
    await Promise.all([own.hearing(1), other.hearing(1)])
    other.hangUp()
    await other.event('CALL_CLOSED')
    // The call that asked it to call, and the one it made.
    await vi.waitFor(() => expect(own.events().filter(({ type }) => type === 'CALL_CLOSED')).toHaveLength(2))
    await annasLine(undefined)
    expect(await strongest(await own.heard(), [440, 1000])).toBe(1000)
    expect(await strongest(await other.heard(), [1000, 440])).toBe(440)
    const ended = await session.seen(myCalls, state => state.calls.every(({ endedAt }) => endedAt !== undefined))
    expect(ended.calls.map(({ outcome }) => outcome)).toEqual(['answered'])
    expect((await session.call(callLog, { limit: 50 })).calls).toHaveLength(1)
  })

  test.for([
    ['a number outside, by the rules', '070-174 06 30', '+46701740630', ['nordic']],
    ['another, written with spaces', '08 123 456 78', '+46812345678', ['nordic']],
  ] as const)('%s', async ([, to, dialled, rules], context) => {
    const own = await anna.soundingPhone(context, 440)
    const far = await farSide(context, stack())
    await anna.session.call(placeCall, { to })
    const invite = await far.rung()
    expect(invite.startLine).toBe(`INVITE sip:${dialled}@127.0.0.1:${stack().outPort} SIP/2.0`)
    expect(invite.header('P-Asserted-Identity')).toContain('sip:+46846500401@')
    const { calls } = await anna.session.seen(myCalls, state =>
      state.calls.some(({ other, answeredAt }) => other.number === dialled && answeredAt !== undefined),
    )
    expect(calls.every(({ direction }) => direction === 'outgoing')).toBe(true)
    own.hangUp()
    const explained = await why(anna.session, dialled)
    expect(explained.entry).toMatchObject({ direction: 'outgoing', outcome: 'answered' })
    expect(winners(explained)).toEqual(rules)
  })

  test('goes on while it rings long there, though the phone says nothing of it', async context => {
    const own = await anna.soundingPhone(context, 440)
    await björn.phone(context, { does: 'answers', afterMs: 6_000 })
    await anna.session.call(placeCall, { to: '1002' })
    await own.event('CALL_CLOSED')
    const [call] = (await anna.session.seen(myCalls, state => state.calls[0]?.phase === 'ringing')).calls
    const talks = await anna.session.seen(myCalls, state => state.calls[0]?.phase === 'talking')
    expect(talks.calls[0]).toMatchObject({ id: call?.id, direction: 'outgoing', other: { name: 'Björn Lind' } })
    own.hangUp()
    await annasLine(undefined)
  })

  test('shows on the own phone whom it is for, and says when it is declined there', async context => {
    const phone = await anna.phone(context, { does: 'refuses', status: 603 })
    const refused = anna.session.call(placeCall, { to: '0701740605', name: 'Maria "Mia" Holm' })
    await expect(refused).rejects.toMatchObject({
      status: 409,
      code: 'calls.place-declined',
      say: 'Samtalet avbröts på din telefon.',
    })
    expect((await phone.rung()).header('From')).toMatch(
      /^"Maria 'Mia' Holm" <sip:\+46701740605@norrsken\.svara\.localhost>/,
    )
    await annasLine(undefined)
  })

  test.for([
    ['1002', 409, 'calls.place-no-phone', undefined],
    ['0701740605 ', 409, 'calls.place-no-phone', undefined],
    ['sip:1002', 422, 'calls.no-such-number', 'to'],
    ['12', 422, 'calls.no-such-number', 'to'],
    ['1001', 422, 'calls.place-oneself', 'to'],
  ] as const)('without a phone, %s: %i %s', async ([to, status, code, field]) => {
    await anna.unreachable()
    const error: unknown = await anna.session.call(placeCall, { to }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ status, code, field })
  })

  test('112 goes out as ever', async context => {
    const own = await anna.soundingPhone(context, 440)
    const far = await farSide(context, stack())
    await anna.session.call(placeCall, { to: '112' })
    const invite = await far.rung()
    expect(invite.startLine).toBe(`INVITE sip:112@127.0.0.1:${stack().outPort} SIP/2.0`)
    expect(invite.header('P-Asserted-Identity')).toContain('sip:+46846500401@')
    own.hangUp()
    await annasLine(undefined)
  })
})
