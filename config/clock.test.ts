import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import { installClock } from './clock.ts'

const at = new Date('2031-06-01T12:00:00Z')
const minute = 60_000
const real = Date.now
let restore = () => {}
afterEach(() => restore())

test('shows the time asked for, and runs on', () => {
  const before = real()
  restore = installClock(at)
  const passed = () => real() - before
  for (const now of [Date.now(), Date.parse(new Date().toISOString()), Date.parse(Date())]) {
    expect(now).toBeGreaterThanOrEqual(at.getTime() - 1_000) // Date() has no milliseconds.
    expect(now).toBeLessThanOrEqual(at.getTime() + passed())
  }
})

test('leaves dates what they are', () => {
  restore = installClock(at)
  const folder = mkdtempSync(join(tmpdir(), 'clock-'))
  try {
    expect(statSync(folder).mtime).toBeInstanceOf(Date)
  } finally {
    rmSync(folder, { recursive: true })
  }
  expect(structuredClone(new Date(0))).toBeInstanceOf(Date)
  expect(new Date(2026, 10, 24, 13, 5).getMonth()).toBe(10)
  expect(new Date(at).toISOString()).toBe('2031-06-01T12:00:00.000Z')
  expect(new Date().constructor).toBe(Date)
  class Day extends Date {}
  expect(new Day()).toBeInstanceOf(Day)
  expect(new Day().getUTCFullYear()).toBe(2031)
  expect(Date.UTC(2026, 0)).toBe(1_767_225_600_000)
})

test('puts the real time back', () => {
  const RealDate = Date
  installClock(at)()
  expect(Date).toBe(RealDate)
  expect(Math.abs(Date.now() - real())).toBeLessThan(minute)
})

test('a worker thread follows', async () => {
  restore = installClock(at)
  const code = `import { followClock } from ${JSON.stringify(new URL('./clock.ts', import.meta.url).href)}
    import { parentPort } from 'node:worker_threads'
    followClock()
    parentPort.postMessage(Date.now())`
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`))
  const shown = await new Promise<unknown>((resolve, reject) => worker.once('message', resolve).once('error', reject))
  await worker.terminate()
  expect(Number(shown) - at.getTime()).toBeLessThan(minute)
  expect(Number(shown)).toBeGreaterThanOrEqual(at.getTime())
})
