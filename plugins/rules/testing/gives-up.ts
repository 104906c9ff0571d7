import { expect, vi } from 'vitest'
import type { FakeTelephony } from '../../../connectors/telephony/fake.ts'
import { callLog, whyCall } from '../../../test/harness/contracts.ts'
import type { Session } from '../../../test/harness/session.ts'

/** Somebody outside calls a person's number and gives up; ids of the call and of what was decided first, when both are written. */
export async function givesUp(
  phones: Pick<FakeTelephony, 'call'>,
  whom: Session,
  { dialled = '+46846500401', number = '+46701740607' }: { dialled?: string; number?: string } = {},
): Promise<{ readonly call: string; readonly decision: string }> {
  const logged = async () => (await whom.call(callLog, { limit: 50 })).calls
  const before = (await logged()).length
  const source = { kind: 'trunk', address: '127.0.0.1' } as const
  const call = phones.call({ source, dialled, caller: { number, hidden: false } })
  await vi.waitFor(async () => expect(await logged()).toHaveLength(before + 1))
  call.cancel()
  await call.over
  const [entry] = await logged()
  const id = entry?.id ?? ''
  return vi.waitFor(async () => {
    const [first] = (await whom.call(whyCall, { id })).decisions
    expect(first).toBeDefined()
    return { call: id, decision: first?.id ?? '' }
  })
}
