/** Calls to the public network: what the trunk is sent, and what is barred. Needs: calls, forwarding. */
import { beforeAll, describe, expect, test } from 'vitest'
import { deviceOf, farSide, type Person, person, why, winners } from './harness/demonstration.ts'
import { phoneCall, trunkCall } from './harness/phones.ts'
import { useStack } from './harness/stack.ts'

const stack = useStack()
let anna: Person
beforeAll(async () => {
  anna = await person(stack(), 'anna')
})

describe('calls out', () => {
  test('show the own number to the trunk', async context => {
    const far = await farSide(context, stack())
    const call = await phoneCall(stack(), deviceOf('anna'), '0701740620')
    expect((await call.final()).status).toBe(200)
    const invite = await far.rung()
    expect(invite.startLine).toBe(`INVITE sip:+46701740620@127.0.0.1:${stack().outPort} SIP/2.0`)
    expect(invite.header('P-Asserted-Identity')).toBe('<sip:+46846500401@svara.localhost>')
    await call.ended
    const explained = await why(anna.session, '+46701740620')
    expect(explained.entry).toMatchObject({ direction: 'outgoing', outcome: 'answered' })
    expect(winners(explained)).toEqual(['nordic'])
  })

  test('to a local number get the area code', async context => {
    const far = await farSide(context, stack())
    const call = await phoneCall(stack(), deviceOf('anna'), '46500499')
    expect((await call.final()).status).toBe(200)
    expect((await far.rung()).startLine).toBe(`INVITE sip:+46846500499@127.0.0.1:${stack().outPort} SIP/2.0`)
    await call.ended
  })

  test('that the other network does not take did not come through', async () => {
    const call = await phoneCall(stack(), deviceOf('anna'), '0701740621')
    expect((await call.final()).status).toBeGreaterThanOrEqual(400)
    await call.ended
    expect((await why(anna.session, '+46701740621')).entry.outcome).toBe('failed')
  })

  test('that were sent on tell the trunk whom they were for', async context => {
    const { session } = await person(stack(), 'cecilia')
    const forwards = (always: string) =>
      session.fetch('/api/forwarding', {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'x-csrf-token': session.csrf },
        body: JSON.stringify({ always }),
      })
    await forwards('0701740622')
    context.onTestFinished(() => forwards('').then(() => undefined))
    const far = await farSide(context, stack())
    const call = await trunkCall(stack(), '+46701740623', '+46846500403')
    expect((await call.final()).status).toBe(200)
    const invite = await far.rung()
    const cecilia = 'sip:+46846500403@svara.localhost'
    expect(invite.header('History-Info')).toBe(
      `<${cecilia}>;index=1, <sip:+46701740622@svara.localhost;cause=302>;index=1.1;mp=1`,
    )
    expect(invite.header('Diversion')).toBe(`<${cecilia}>;reason=unconditional;counter=1`)
    await call.ended
  })

  test('112 goes out, whatever any rule says', async context => {
    const far = await farSide(context, stack())
    const call = await phoneCall(stack(), deviceOf('anna'), '112')
    expect((await call.final()).status).toBe(200)
    const invite = await far.rung()
    expect(invite.startLine).toBe(`INVITE sip:112@127.0.0.1:${stack().outPort} SIP/2.0`)
    expect(invite.header('P-Asserted-Identity')).toContain('sip:+46846500401@')
    await call.ended
  })
})
