/** kill -9 while somebody leaves a message: what docs/operations.md says of it. */
import { glob, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { baresip } from '../../test/harness/baresip.ts'
import { callLog } from '../../test/harness/contracts.ts'
import { person } from '../../test/harness/demonstration.ts'
import { useStack } from '../../test/harness/stack.ts'
import { messagesView } from './contract.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })

/** Bytes a second, as agents write it (PCMA). */
const perSecond = 8000

/** Resolves when so many seconds of a message stand in its file. */
async function recorded(seconds: number): Promise<void> {
  const files = join(stack().environment.SVARA_DATA ?? '', 'voicemail/messages/*/*/*.wav')
  await vi.waitFor(
    async () => {
      const sizes = await Promise.all((await Array.fromAsync(glob(files))).map(async file => (await stat(file)).size))
      expect(Math.max(0, ...sizes)).toBeGreaterThan(seconds * perSecond)
    },
    { timeout: 30_000, interval: 50 },
  )
}

test('kill -9 of the voice agent: the next one ends the call, and what was said is a message', {
  timeout: 120_000,
}, async () => {
  const number = '+46701740641'
  const björn = await person(stack(), 'bjorn', { voicemail: true })
  const caller = await baresip({ server: stack().trunkPort, as: number, tone: 500 })
  caller.dial('sip:+46846500402@svara.localhost')
  await caller.event('CALL_ESTABLISHED')
  await recorded(1.5)
  await stack().kill('voice')
  await caller.event('CALL_CLOSED')
  await caller.stop()
  const { messages } = await björn.session.seen(messagesView, state => state.messages.length > 0)
  expect(messages[0]).toMatchObject({ caller: { number } })
  expect(messages[0]?.seconds).toBeGreaterThan(1)
  await vi.waitFor(async () => {
    const { calls } = await björn.session.call(callLog, { limit: 1 })
    expect(calls).toMatchObject([{ other: { number }, endedAt: expect.any(String) }])
  }, 30_000)
})
