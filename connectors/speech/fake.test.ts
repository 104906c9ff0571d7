import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { speechConformance } from './conformance.ts'
import { fakeSpeech } from './fake.ts'

speechConformance('fake', folder => fakeSpeech({ folder }))

test('keeps what was said, and can go away', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'speech-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const speech = fakeSpeech({ folder })
  await speech.say('Hej', 'sv')
  expect(speech.said).toEqual([{ text: 'Hej', language: 'sv' }])
  speech.reachable(false)
  expect(await speech.available()).toBe(false)
  await expect(speech.say('Hej', 'sv')).rejects.toMatchObject({ code: 'speech.unavailable' })
})
