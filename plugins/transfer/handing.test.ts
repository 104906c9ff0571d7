import { expect, test } from 'vitest'
import type { Voice } from '../../connectors/voice/port.ts'
import { people, twoOrganisations } from '../../test/harness/plugin-hub.ts'
import type { Calls, CurrentCall } from '../calls/contract.ts'
import { handingOn } from './handing.ts'

const call = {
  ...{ call: 'call', callId: 'sip', organisation: 'norrsken', legs: [] },
  caller: { person: 'anna', number: people.anna.number, name: people.anna.name, hidden: false },
  callee: { number: '+46701740607' },
} as unknown as CurrentCall

test('out of a call of several nobody is handed on: there is no one who alone would stay', async () => {
  const did: string[] = []
  const leg = (room?: string) => [
    { leg: 'l1', agent: '1', callId: 'sip', about: '', answered: true, step: 'mix', room },
  ]
  const voice = (room?: string) =>
    ({
      legs: async () => leg(room),
      take: async () => {
        did.push('take')
        return { leg: 'l2' }
      },
    }) as unknown as Voice
  const handing = (room?: string) => handingOn({ directory: twoOrganisations, calls: {} as Calls, voice: voice(room) })
  await expect(handing('room').move(call, people.anna, [], 'about')).rejects.toMatchObject({
    code: 'transfer.several',
    status: 409,
  })
  expect(did).toEqual([])
  expect(await handing().move(call, people.anna, [], 'about')).toBe('l2')
})
