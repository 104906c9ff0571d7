import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TelephonyEvent } from '../../connectors/telephony/events.ts'
import type { OngoingCall, Registration } from '../../connectors/telephony/port.ts'
import { endWhatIsLeft } from './left.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const at = (instance: string | undefined): Registration => ({
  ...{ extension: '1001@north.example', contact: 'sip:x', device: 'app', userAgent: '', expiresAt: new Date() },
  instance,
})
const call = (callId: string, part: Partial<OngoingCall>): OngoingCall => ({
  ...{ callId, from: '', to: '', state: 'confirmed', ringing: [], startedAt: new Date(), ...part },
})

function bench(calls: OngoingCall[], registrations: Registration[]) {
  let tell: (event: TelephonyEvent) => void = () => {}
  const ended: string[] = []
  const log = { info() {}, warn() {} } as unknown as Parameters<typeof endWhatIsLeft>[0]['log']
  endWhatIsLeft(
    { log, onStop() {} },
    {
      listen(listener) {
        tell = listener
      },
      ongoingCalls: async () => calls,
      registrations: async () => registrations,
      hangUp: async callId => void ended.push(callId),
    },
  )
  return { tell: (event: TelephonyEvent) => tell(event), ended }
}

const gone: TelephonyEvent = {
  kind: 'unregistered',
  extension: '1001@north.example',
  contact: 'sip:a@b.invalid;transport=ws',
}

test('a browser that stays away has left its calls; one that is back, phones and calls that ring have not', async () => {
  const calls = [
    call('left', { instances: ['urn:uuid:gone'] }),
    call('between two', { instances: ['urn:uuid:here', 'urn:uuid:gone'] }),
    call('back', { instances: ['urn:uuid:here'] }),
    call('desk phones', { instances: [] }),
    call('rings', { instances: ['urn:uuid:gone'], state: 'early' }),
  ]
  const { tell, ended } = bench(calls, [at('urn:uuid:here'), at(undefined)])
  tell(gone)
  await vi.advanceTimersByTimeAsync(11_000)
  expect(ended).toEqual([])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(ended).toEqual(['left', 'between two'])
})

test('it is looked at again: a call may be answered when its browser is gone already', async () => {
  const calls = [call('late', { instances: ['urn:uuid:gone'], state: 'early' })]
  const { tell, ended } = bench(calls, [])
  tell(gone)
  await vi.advanceTimersByTimeAsync(13_000)
  calls[0] = call('late', { instances: ['urn:uuid:gone'] })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(ended).toEqual(['late'])
})

test('a hub that comes back looks for what it missed; a desk phone that goes is no matter', async () => {
  const { tell, ended } = bench([call('left', { instances: ['urn:uuid:gone'] })], [])
  tell({ ...gone, contact: 'sip:1001@192.0.2.7:5060' })
  await vi.advanceTimersByTimeAsync(100_000)
  expect(ended).toEqual([])
  tell({ kind: 'connected' })
  await vi.advanceTimersByTimeAsync(13_000)
  expect(ended).toEqual(['left'])
})
