import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { espeakSpeech } from '../../connectors/speech/espeak/index.ts'
import { likeness, strongest } from './alike.ts'
import { tonePrompt } from './tone.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'svara-alike-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('a sentence is like itself late, quieter and coded by a telephone, and unlike another one', async () => {
  const speech = espeakSpeech({ folder })
  const said = await speech.say('Anna Svensson är i möte, åter 14:30.', 'sv')
  const heard = join(folder, 'heard.wav')
  const telephone = ['-V1', said, '-e', 'a-law', heard, 'gain', '-3', 'pad', '0.4', '0.1']
  await promisify(execFile)('sox', telephone)
  expect(await likeness(heard, said)).toBeGreaterThan(0.97)
  expect(await likeness(await speech.say('Anna Svensson är i möte, åter 15:45.', 'sv'), said)).toBeLessThan(0.9)
  expect(await likeness(await speech.say('Cecilia Öberg är på lunch, åter 12:30.', 'sv'), said)).toBeLessThan(0.6)
})

test('a tone is told from others', async () => {
  expect(await strongest(await tonePrompt(folder, 0.5), [1000, 440, 620])).toBe(440)
})
