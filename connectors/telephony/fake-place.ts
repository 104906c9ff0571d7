/** Click to dial in memory. */
import { randomUUID } from 'node:crypto'
import type { TelephonyEvent } from './events.ts'
import { type Device, type Ongoing, outcomes } from './fake-devices.ts'
import { CallNotPlaced, type OngoingCall, type PlacedCall, type PlaceProblem, type Source } from './port.ts'

interface Office {
  readonly up: () => boolean
  readonly devices: Iterable<Device>
  readonly calls: Map<string, Ongoing>
  readonly emit: (event: TelephonyEvent) => void
  readonly call: (offer: { source: Source; dialled: string }) => void
}

/** The phone that answers makes the call, as its person would have by hand. */
export async function fakePlace({ extension, to, show }: PlacedCall, office: Office): Promise<void> {
  const { devices, calls, emit } = office
  if (!office.up()) throw new CallNotPlaced('away')
  const phones = [...devices].filter(({ registration }) => registration.extension === extension)
  if (phones.length === 0) throw new CallNotPlaced('no-phone')
  const callId = randomUUID()
  const { promise, resolve } = Promise.withResolvers<Device | PlaceProblem>()
  const left = new Map(phones.map(phone => [phone, Promise.withResolvers<void>()]))
  const stop = (result: Device | PlaceProblem) => {
    for (const { resolve: cancel } of left.values()) cancel()
    left.clear()
    resolve(result)
  }
  const ringing: OngoingCall = {
    callId,
    from: '',
    to: extension,
    state: 'early',
    ringing: [extension],
    startedAt: new Date(),
  }
  calls.set(callId, { call: ringing, end: () => stop('unanswered') })
  emit({ kind: 'ringing', callId, extension })
  for (const [phone, { promise: cancelled }] of left) {
    phone.rings.put({
      ...{ callId, at: extension, cancelled, show: { ...show, hidden: false } },
      answer() {
        if (left.delete(phone)) stop(phone)
      },
      refuse(sipStatus) {
        if (!left.delete(phone)) return
        const problem = outcomes[sipStatus] === 'busy' ? 'busy' : 'declined'
        if (left.size === 0 || sipStatus >= 600) stop(problem)
      },
      unanswered: () => stop('unanswered'),
    })
  }
  const result = await promise
  calls.delete(callId)
  if (typeof result === 'string') {
    emit({ kind: 'failed', callId, sipStatus: 480 })
    throw new CallNotPlaced(result)
  }
  emit({ kind: 'answered', callId, from: '', to: extension })
  if (result.transfers) {
    const { device } = result.registration
    const domain = extension.slice(extension.indexOf('@') + 1)
    office.call({ source: { kind: 'device', extension, domain, device, address: '192.0.2.1:5060' }, dialled: to })
  }
  emit({ kind: 'ended', callId, seconds: 0, by: 'system' })
  if (!result.transfers) throw new CallNotPlaced('refused')
}
