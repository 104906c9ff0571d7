/**
 * Closed activities answer for people (rows of DEMO's table), by SIP on the real stack. It is Friday 9 October 2026, 14:10.
 * Needs: calls.
 */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { baresip } from '../../test/harness/baresip.ts'
import { whyCall, whyCallData } from '../../test/harness/contracts.ts'
import {
  deviceOf,
  expectHeard,
  listen,
  listenTo,
  type Person,
  person,
  sentences,
  why,
  winners,
} from '../../test/harness/demonstration.ts'
import { phoneCall, trunkCall } from '../../test/harness/phones.ts'
import { rtpCaller } from '../../test/harness/rtp.ts'
import { measure } from '../../test/harness/sound.ts'
import { useStack } from '../../test/harness/stack.ts'
import { updateProfile } from '../directory/contract.ts'
import { setMyActivity, setMyNote } from './contract.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const annas = '+46846500401'
let anna: Person
beforeAll(async () => {
  anna = await person(stack(), 'anna')
})

const inMeeting = () =>
  anna.session.call(setMyActivity, { activity: 'meeting', until: '2026-10-09T12:30:00.000Z', note: '' })
const available = () => anna.session.call(setMyActivity, { activity: 'available', until: null, note: '' })

describe('Anna is in a meeting until 14:30', () => {
  beforeEach(inMeeting)
  afterEach(available)

  test('a caller hears that, no phone rings, and the trace says why in both languages', async context => {
    const { session } = anna
    const phone = await anna.phone(context, { does: 'answers' })
    const heard = await listenTo(context, stack(), '+46701740607', annas)
    await expectHeard(heard, 'Anna Svensson är i möte, åter 14:30.')
    expect(heard.end).toBe('480 Temporarily Unavailable')
    expect(phone.invites()).toEqual([])
    const explained = await why(session, '+46701740607')
    expect(explained.entry).toMatchObject({ outcome: 'announced' })
    expect(winners(explained)).toEqual(['closed-activity'])
    expect(explained.decisions[0]?.outcome).toBe(
      'Den som ringer hör ”Anna Svensson är i möte, åter 14:30.”: Stängd hänvisning svarar i personens ställe.',
    )
    const won = explained.decisions[0]?.tried.find(({ outcome }) => outcome === 'won')
    expect(won).toMatchObject({
      title: 'Stängd hänvisning svarar i personens ställe',
      scopeName: 'Standard',
      reason: 'Vann: din hänvisning var Möte till 14:30, som stänger telefonen.',
    })
    expect(explained.decisions[0]?.saw).toContainEqual({ what: 'Din hänvisning', value: 'Möte till 14:30' })
    // The app may be switched to another language than the person's own.
    const { decisions } = await session.call(whyCall, { id: explained.entry.id, language: 'en' })
    expect(decisions[0]?.tried.at(-1)?.reason).toBe(
      'Won: your activity was In a meeting until 14:30, which closes the phone.',
    )
    expect(decisions[0]?.notNeeded).toBeGreaterThan(5)
    await expect(session.call(whyCallData, { id: explained.entry.id })).rejects.toMatchObject({ status: 403 })
    const david = await stack().signIn('david@norrsken.example')
    const { decisions: data } = await david.call(whyCallData, { id: explained.entry.id })
    expect(data).toMatchObject([{ route: { rule: 'standard/closed-activity' } }])
    await session.call(updateProfile, { language: 'en' })
    context.onTestFinished(async () => {
      await session.call(updateProfile, { language: 'sv' })
    })
    expect((await why(session, '+46701740607')).decisions[0]?.outcome).toBe(
      'The caller hears “Anna Svensson is in a meeting, back at 14:30.”: A closed activity answers for the person.',
    )
  })

  test('a caller from abroad hears it in English', async context => {
    const heard = await listenTo(context, stack(), '+4790000607', annas)
    expect(heard.end).toBe('480 Temporarily Unavailable')
    await expectHeard(heard, 'Anna Svensson is in a meeting, back at 14:30.', 'en')
  })

  test('a colleague hears her note too', async context => {
    await anna.session.call(setMyNote, { note: 'Ring Björn' })
    const caller = await baresip({ server: stack().sipPort, as: deviceOf('david') })
    context.onTestFinished(() => caller.stop())
    await caller.event('REGISTERED')
    const heard = await listen(caller, `sip:1001@${deviceOf('david').domain}`)
    await expectHeard(heard, 'Anna Svensson är i möte, åter 14:30. Ring Björn.')
    expect(winners(await why(anna.session, '1004'))).toEqual(['closed-activity-colleague'])
  })

  test('a colleague who called learns what came of it, and not by which of her rules', async () => {
    const call = await phoneCall(stack(), deviceOf('bjorn'), '1001')
    expect((await call.final()).status).toBe(480)
    await call.ended
    const { decisions } = await why(await stack().signIn('bjorn@norrsken.example'), annas)
    expect(decisions[0]).toMatchObject({ tried: [], saw: [] })
    expect(decisions[0]?.outcome).toBe('Den som ringer hör ”Anna Svensson är i möte, åter 14:30.”.')
  })

  test('a hidden number is told no more than that she can not answer', async context => {
    const caller = await rtpCaller()
    context.onTestFinished(() => caller.close())
    const call = await trunkCall(stack(), '+46701740615', annas, {
      headers: ['Privacy: id'],
      mediaPort: caller.port,
    })
    expect((await call.final()).status).toBe(480)
    expect(call.statuses()).toEqual([100, 183, 480])
    const explained = await why(anna.session, undefined)
    expect(winners(explained)).toEqual(['closed-activity-hidden'])
    const { seconds } = await measure(caller.sound())
    expect(seconds).toBeGreaterThan(1)
  })

  test('who only says that he is her VIP does not get through', async context => {
    const phone = await anna.phone(context, { does: 'answers' })
    const headers = ['P-Asserted-Identity: <sip:+46701740605@svara.localhost>', 'Remote-Party-ID: <sip:+46701740605@x>']
    const call = await phoneCall(stack(), deviceOf('david'), '1001', { headers })
    expect((await call.final()).status).toBe(480)
    await call.ended
    expect(phone.invites()).toEqual([])
  })

  test('rtpengine hangs: the announcement gives way to the next rule, and the trace says so', async context => {
    const phone = await anna.phone(context, { does: 'answers' })
    await stack().kill('rtpengine', 'SIGSTOP')
    try {
      const call = await trunkCall(stack(), '+46701740614', annas)
      expect((await call.final()).status).toBe(200)
      await call.ended
    } finally {
      await stack().kill('rtpengine', 'SIGCONT')
    }
    expect(phone.invites()).toHaveLength(1)
    const explained = await why(anna.session, '+46701740614')
    expect(winners(explained)).toEqual(['ring'])
    expect(sentences(explained)).toContain(
      'Gällde, men gick inte att utföra: Stängd hänvisning svarar i personens ställe.',
    )
    await stack().healthy()
  })
})
