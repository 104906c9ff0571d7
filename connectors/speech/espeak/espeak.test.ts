import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tonesHeard } from '../../../test/harness/alike.ts'
import { decode, measure } from '../../../test/harness/sound.ts'
import { tonePrompt } from '../../../test/harness/tone.ts'
import { speechConformance } from '../conformance.ts'
import { espeakSpeech } from './index.ts'

speechConformance('espeak-ng', folder => espeakSpeech({ folder }))

let root: string
let folders = 0
const folder = () => join(root, String(folders++))

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'espeak-'))
})
afterAll(() => rm(root, { recursive: true }))

/** A program that stands in for another, and notes each start in `log`. */
async function standIn(script: string): Promise<string> {
  const file = join(root, `program-${folders++}`)
  await writeFile(file, `#!/bin/sh\n${script}\n`)
  await chmod(file, 0o755)
  return file
}

test.each([
  ['sv', 'Björn Åkesson är på lunch och är tillbaka klockan 12:30.'],
  ['en', 'Björn Åkesson is at lunch and is back at 12:30.'],
  ['sv', 'Ja'],
  ['en', 'Cecilia Öberg'],
] as const)('is loud enough, not clipped, and hardly silent at the ends (%s, %s)', async (language, text) => {
  const { rms, peak, silence } = await measure(await espeakSpeech({ folder: folder() }).say(text, language))
  expect(rms).toBeGreaterThan(-23)
  expect(rms).toBeLessThan(-17)
  expect(peak).toBeLessThan(-0.5)
  expect(silence.start).toBeGreaterThanOrEqual(0.05)
  expect(silence.start).toBeLessThan(0.2)
  expect(silence.end).toBeLessThan(0.2)
})

test('a recorded name is heard where it stands, as loud as the words around it, which are spoken', async () => {
  const speech = espeakSpeech({ folder: folder() })
  const file = await tonePrompt(root, 2)
  const text = 'Just nu är Anna Svensson i möte, åter 14:30.'
  const plain = await measure(await speech.say(text, 'sv'))
  speech.recordings(() => ({ words: 'Anna Svensson', file }))
  const hers = await speech.say(text, 'sv', 'anna')
  const { seconds, rms, peak } = await measure(hers)
  expect(seconds).toBeGreaterThan(plain.seconds + 0.5)
  expect(seconds).toBeLessThan(plain.seconds + 2)
  expect(rms).toBeGreaterThan(-23)
  expect(rms).toBeLessThan(-17)
  expect(peak).toBeLessThan(-0.5)
  const { samples, rate } = await decode(hers)
  const part = (from: number, to: number) => ({ rate, samples: samples.slice(from * rate, to * rate) })
  const tones = (from: number, to: number) => tonesHeard(part(from, to), [440, 1200])
  expect(tones(1.2, 2.2)).toEqual([440])
  expect(tones(0.1, 0.5)).not.toEqual([440])
  expect(tones(seconds - 1, seconds)).not.toEqual([440])
})

test('a recording that is not there any more, or none, is spoken over', async () => {
  const speech = espeakSpeech({ folder: folder() })
  const broken = join(root, 'broken.mp3')
  await writeFile(broken, 'no sound')
  const plain = await speech.say('Anna är i möte.', 'sv')
  for (const file of [join(root, 'gone.mp3'), broken]) {
    speech.recordings(() => ({ words: 'Anna', file }))
    expect(await speech.say('Anna är i möte.', 'sv', 'anna')).toBe(plain)
  }
})

test('silence before and after the words is cut off', async () => {
  const espeak = await standIn('espeak-ng "$@" | sox -V1 -t wav - -t wav - pad 1 1')
  const { silence } = await measure(await espeakSpeech({ folder: folder(), commands: { espeak } }).say('Hej', 'sv'))
  expect(silence.start).toBeLessThan(0.2)
  expect(silence.end).toBeLessThan(0.2)
})

test('a sentence is made once, though asked for at once, and not again after a restart', async () => {
  const log = join(root, 'started')
  const espeak = await standIn(`echo started >>${log}; exec espeak-ng "$@"`)
  const where = folder()
  const starts = async () => (await readdir(root)).includes('started')
  const speech = espeakSpeech({ folder: where, commands: { espeak } })
  const files = await Promise.all(Array.from({ length: 10 }, () => speech.say('Växeln är stängd.', 'sv')))
  expect(new Set(files).size).toBe(1)
  expect(await starts()).toBe(true)
  await rm(log)
  expect(await espeakSpeech({ folder: where, commands: { espeak } }).say('Växeln är stängd.', 'sv')).toBe(files[0])
  expect(await starts()).toBe(false)
})

test('texts reach no command line and no shell', async () => {
  const args = join(root, 'args')
  const espeak = await standIn(`printf '%s ' "$@" >>${args}; exec espeak-ng "$@"`)
  const text = `$(touch ${root}/injected) \`touch ${root}/injected\`; touch ${root}/injected`
  await espeakSpeech({ folder: folder(), commands: { espeak } }).say(text, 'en')
  expect(await readFile(args, 'utf8')).not.toContain('injected')
  expect(await readdir(root)).not.toContain('injected')
})

test.each([['espeak'], ['sox']])('without %s it is unavailable', async program => {
  const speech = espeakSpeech({ folder: folder(), commands: { [program]: join(root, 'no-such-program') } })
  expect(await speech.available()).toBe(false)
  await expect(speech.say('Hej', 'sv')).rejects.toMatchObject({ code: 'speech.unavailable' })
})

test('what failed is tried again, and leaves no file', async () => {
  const where = folder()
  const espeak = await standIn(`test -e ${root}/works && exec espeak-ng "$@"; echo no voice >&2; exit 1`)
  const speech = espeakSpeech({ folder: where, commands: { espeak } })
  await expect(speech.say('Hej', 'sv')).rejects.toMatchObject({
    code: 'speech.failed',
    details: { reason: 'no voice' },
  })
  expect(await readdir(where)).toEqual([])
  await writeFile(join(root, 'works'), '')
  expect((await measure(await speech.say('Hej', 'sv'))).seconds).toBeGreaterThan(0.1)
})

test('a program that makes no sound, or no end of it, fails', async () => {
  const mute = espeakSpeech({
    folder: folder(),
    commands: { espeak: await standIn('sox -n -r 22050 -b 16 -t wav - trim 0 1') },
  })
  await expect(mute.say('Hej', 'sv')).rejects.toMatchObject({ code: 'speech.failed', details: { reason: 'silent' } })
  const endless = espeakSpeech({ folder: folder(), commands: { espeak: await standIn('exec cat /dev/zero') } })
  await expect(endless.say('Hej', 'sv')).rejects.toMatchObject({ code: 'speech.too-long' })
})

test('a folder that cannot be made is a failure of speech', async () => {
  const file = join(root, 'file')
  await writeFile(file, '')
  await expect(espeakSpeech({ folder: file }).say('Hej', 'sv')).rejects.toMatchObject({ code: 'speech.failed' })
})
