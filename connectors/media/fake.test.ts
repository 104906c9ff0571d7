import { expect, test } from 'vitest'
import { mediaConformance } from './conformance.ts'
import { fakeMedia } from './fake.ts'

mediaConformance('fake', async () => ({ media: fakeMedia(), close: async () => {} }))

test('keeps what it was asked to play, and for whom', async () => {
  const media = fakeMedia()
  await media.start()
  const sdp = 'v=0\r\nm=audio 4000 RTP/AVP 8\r\n'
  const announcement = await media.announce({ callId: 'a', fromTag: 't', sdp })
  await announcement.play(import.meta.filename)
  expect(media.played).toEqual([{ callId: 'a', file: import.meta.filename }])
  expect(media.open()).toEqual(['a'])
  await announcement.end()
  expect(media.open()).toEqual([])
})

test('can go away and come back', async () => {
  const media = fakeMedia()
  await media.start()
  media.reachable(false)
  expect(await media.alive()).toBe(false)
  await expect(media.announce({ callId: 'a', fromTag: 't', sdp: '' })).rejects.toMatchObject({
    code: 'media.unavailable',
  })
  media.reachable(true)
  expect(await media.alive()).toBe(true)
})
