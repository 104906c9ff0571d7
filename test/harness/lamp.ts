/** A lamp of a desk phone, by a SIP client that isn't ours: what a subscription is told (RFC 4235). */
import { type TestContext, vi } from 'vitest'
import type { Device, Doors } from './phones.ts'
import type { SipMessage } from './sip-message.ts'
import { client } from './sipp.ts'

export type Shown = 'idle' | 'ringing' | 'in-call'
const states: Readonly<Record<string, Shown>> = { terminated: 'idle', early: 'ringing', confirmed: 'in-call' }

export interface Lamp {
  /** What it shows now; undefined before it was told. */
  shows(): Shown | undefined
  /** All that it has shown, in order. */
  shown(): readonly Shown[]
  /** Resolves when it shows that. */
  until(shown: Shown): Promise<void>
}

/** At `device`, of whoever has the short number `whose` there. */
export async function lamp(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  { sipPort }: Doors,
  device: Device,
  whose: string,
): Promise<Lamp> {
  const values = { ...device, whose, event: 'dialog' }
  const watches = await client('watches', { server: sipPort, calls: 1, values })
  onTestFinished(() => watches.stop())
  const isTold = ({ direction, method }: SipMessage) => direction === 'received' && method === 'NOTIFY'
  const shown = () =>
    watches
      .messages()
      .filter(isTold)
      .flatMap(({ body }) => states[/<state>\s*(\w+)/.exec(body)?.[1] ?? ''] ?? [])
  const self: Lamp = {
    shows: () => shown().at(-1),
    shown,
    until: wanted =>
      vi.waitUntil(() => shown().at(-1) === wanted, { timeout: 30_000, interval: 20 }).then(() => undefined),
  }
  await self.until('idle')
  return self
}

/** The lamp for messages at a phone (RFC 3842): resolves when it has told so many new and old ones. */
export async function messageLamp(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  { sipPort }: Doors,
  device: Device,
): Promise<(counts: string) => Promise<void>> {
  const values = { ...device, whose: device.user, event: 'message-summary' }
  const watches = await client('watches', { server: sipPort, calls: 1, values })
  onTestFinished(() => watches.stop())
  return async counts => {
    await watches.message(({ method, body }) => method === 'NOTIFY' && body.includes(`Voice-Message: ${counts}`))
  }
}
