/**
 * One process after the other dies, or hangs, at the worst moment: no call is lost, and all is well again afterwards.
 * Needs: calls.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test, vi } from 'vitest'
import { baresip } from '../harness/baresip.ts'
import { deviceOf, farSide, person, why, winners } from '../harness/demonstration.ts'
import { phoneCall, trunkCall } from '../harness/phones.ts'
import { useStack } from '../harness/stack.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const annas = '+46846500401'

test('the hub dies while it decides: the number map lets the phone ring', async context => {
  const anna = await person(stack(), 'anna')
  const phone = await anna.phone(context, { does: 'answers' })
  const far = await farSide(context, stack())
  const hub = await stack().pid('hub')
  // Stopped, it has the question and answers nothing.
  await stack().kill('hub', 'SIGSTOP')
  const call = await trunkCall(stack(), '+46701740608', annas)
  const [emergency, costly] = await Promise.all([
    phoneCall(stack(), deviceOf('david'), '112'),
    phoneCall(stack(), deviceOf('elin'), '0701740620'),
  ])
  await call.message(({ status }) => status === 100)
  await stack().kill('hub')
  expect((await call.final()).status).toBe(200)
  expect((await phone.rung()).header('From')).toContain('sip:+46701740608@')
  // 112 waits for nobody; what costs money waits for a hub.
  expect((await emergency.final()).status).toBe(200)
  expect((await far.rung()).startLine).toContain('sip:112@')
  expect((await costly.final()).status).toBe(503)
  await Promise.all([call.ended, emergency.ended])

  await stack().healthy()
  expect(await stack().pid('hub')).not.toBe(hub)
  // It knows again who is registered, though no phone has said so since.
  const next = await trunkCall(stack(), '+46701740609', annas)
  expect((await next.final()).status).toBe(200)
  await next.ended
  expect(winners(await why(anna.session, '+46701740609'))).toEqual(['ring'])
})

test('the hub dies while a phone rings: the call is answered', async context => {
  const anna = await person(stack(), 'anna')
  const phone = await anna.phone(context, { does: 'answers', afterMs: 1000 })
  const call = await trunkCall(stack(), '+46701740610', annas, { talkMs: 1000 })
  await phone.rung()
  await stack().kill('hub')
  expect((await call.final()).status).toBe(200)
  await phone.message(({ method }) => method === 'BYE')
  await call.ended
  await stack().healthy()
})

test('Kamailio is killed: registrations and calls outlive it', { timeout: 120_000 }, async context => {
  const anna = await person(stack(), 'anna')
  const phone = await anna.phone(context, { does: 'answers' })
  const caller = await baresip({ server: stack().trunkPort, as: '+46701740611' })
  context.onTestFinished(() => caller.stop())
  caller.dial(`sip:${annas}@svara.localhost`)
  await caller.event('CALL_ESTABLISHED')
  // It writes registrations down every two seconds.
  const locations = join(stack().environment.SVARA_DATA ?? '', 'kamailio/registrations.sqlite')
  await vi.waitFor(
    () => expect(contacts(locations)).toContain(`sip:1001@127.0.0.1:${phone.port};transport=UDP`),
    10_000,
  )

  const before = await stack().pid('kamailio')
  await stack().kill('kamailio')
  // Another one, and not merely none: before the hub is connected to it again, the number map lets phones ring, and no log knows of it.
  await vi.waitFor(async () => {
    const now = await stack().pid('kamailio')
    expect([undefined, before]).not.toContain(now)
  }, 10_000)
  await stack().healthy()
  caller.hangUp()
  await phone.message(({ method }) => method === 'BYE')

  const next = await trunkCall(stack(), '+46701740612', annas)
  expect((await next.final()).status).toBe(200)
  expect(phone.invites()).toHaveLength(2)
  await next.ended
  expect(winners(await why(anna.session, '+46701740612'))).toEqual(['ring'])
})

test('rtpengine hangs: plain phones still talk', async context => {
  const anna = await person(stack(), 'anna')
  const phone = await anna.phone(context, { does: 'answers' })
  await stack().kill('rtpengine', 'SIGSTOP')
  try {
    const plain = await trunkCall(stack(), '+46701740613', annas, { mediaPort: 40_002 })
    expect((await plain.final()).status).toBe(200)
    expect((await phone.rung()).body).toContain('m=audio 40002 ')
    await plain.ended
  } finally {
    await stack().kill('rtpengine', 'SIGCONT')
  }
  await stack().healthy()
})

test('rtpengine is killed: it is back, and so are the announcements', { timeout: 120_000 }, async context => {
  const anna = await person(stack(), 'anna')
  await stack().kill('rtpengine')
  await vi.waitFor(async () => expect(await stack().pid('rtpengine')).toBeDefined(), 10_000)
  await stack().healthy()
  await anna.unreachable()
  const call = await trunkCall(stack(), '+46701740615', annas)
  expect((await call.final()).status).toBe(480)
  expect(call.statuses()).toContain(183)
  await call.ended
  context.onTestFinished(() => call.stop())
})

function contacts(file: string): unknown[] {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return database
      .prepare('SELECT contact FROM location')
      .all()
      .map(({ contact }) => contact)
  } finally {
    database.close()
  }
}
