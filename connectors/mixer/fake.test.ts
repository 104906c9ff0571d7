import { expect, test } from 'vitest'
import { mixerConformance } from './conformance.ts'
import { fakeMixer } from './fake.ts'

mixerConformance('fake', async () => ({ mixer: fakeMixer(), close: async () => undefined }))

test('what is lost is told to whoever was there', async () => {
  const mixer = fakeMixer()
  mixer.start()
  const place = await mixer.join('room', { rtp: { address: '127.0.0.1', port: 1 }, muted: true })
  expect(mixer.in('room')).toEqual([{ rtp: { address: '127.0.0.1', port: 1 }, muted: true }])
  mixer.lose()
  expect(await place.over).toBe('lost')
  expect(mixer.in('room')).toEqual([])
})
