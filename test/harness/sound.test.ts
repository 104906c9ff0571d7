import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { decodePcma, decodePcmu, measure } from './sound.ts'
import { tonePrompt } from './tone.ts'

/** Half a second of silence, a second of a tone of half the full scale, a quarter of silence, at 8 kHz. */
const tone = Int16Array.from({ length: 14_000 }, (_, i) =>
  i >= 4000 && i < 12_000 ? Math.round(16384 * Math.sin((2 * Math.PI * 440 * i) / 8000)) : 0,
)

test('a tone between silences', async () => {
  const measured = await measure({ samples: tone, rate: 8000 })
  expect(measured.seconds).toBe(1.75)
  expect(measured.rms).toBeCloseTo(-9.03, 1)
  expect(measured.peak).toBeCloseTo(-6.02, 1)
  expect(measured.silence.start).toBeCloseTo(0.5, 2)
  expect(measured.silence.end).toBeCloseTo(0.25, 2)
})

test('silence, and nothing at all', async () => {
  const silent = await measure({ samples: new Int16Array(800), rate: 8000 })
  expect(silent).toMatchObject({ seconds: 0.1, rms: -Infinity, silence: { start: 0.1, end: 0.1 } })
  expect(await measure({ samples: new Int16Array(0), rate: 8000 })).toMatchObject({ seconds: 0, rms: -Infinity })
})

test('a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sound-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const measured = await measure(await tonePrompt(folder, 1))
  expect(measured).toMatchObject({ rate: 8000, channels: 1 })
  expect(measured.seconds).toBeGreaterThan(1)
  expect(measured.seconds).toBeLessThan(1.3)
  expect(measured.rms).toBeCloseTo(-15, 0)
  await expect(measure(join(folder, 'nothing.wav'))).rejects.toThrow('sox')
})

test('G.711, by the values of ITU-T G.711 tables 1a to 2b (scaled to 16 bits)', () => {
  expect([...decodePcma(Uint8Array.of(0xd5, 0x55, 0xaa, 0x2a, 0x80))]).toEqual([8, -8, 32256, -32256, 5504])
  expect([...decodePcmu(Uint8Array.of(0xff, 0x7f, 0x80, 0x00, 0xf0))]).toEqual([0, 0, 32124, -32124, 120])
})
