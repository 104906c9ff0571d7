import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLogFile } from './log-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('keeps what is newest, in two files of bounded size', () => {
  const log = openLogFile(folder, 'kamailio', 1_000)
  for (let line = 0; line < 200; line++) log(`line ${line}`)
  expect(readdirSync(folder).sort()).toEqual(['kamailio.log', 'kamailio.log.1'])
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1_000)
  const kept = ['kamailio.log.1', 'kamailio.log'].map(name => readFileSync(join(folder, name), 'utf8')).join('')
  const numbers = [...kept.matchAll(/line (\d+)/g)].map(([, number]) => Number(number))
  expect(numbers.at(-1)).toBe(199)
  expect(numbers).toEqual(numbers.map((_, index) => 200 - numbers.length + index))
})

test('goes on where the last run ended', () => {
  openLogFile(folder, 'hub')('first')
  openLogFile(folder, 'hub')('second')
  expect(readFileSync(join(folder, 'hub.log'), 'utf8')).toMatch(/first\n.*second\n$/)
})
