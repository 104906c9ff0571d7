import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newPlugin } from './new-plugin.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plugin-'))
})
afterEach(() => rmSync(root, { recursive: true }))

test('writes the example under its own name, with imports that lead to core and ui', () => {
  const folder = newPlugin('call-notes', root)
  expect(folder).toBe(join(root, 'plugins/call-notes'))
  const files = globSync('**/*.{ts,tsx}', { cwd: folder })
  expect(files).toEqual(
    expect.arrayContaining(['index.ts', 'contract.ts', 'facts.ts', 'facts.test.ts', 'words/sv.ts', 'ui/index.tsx']),
  )
  for (const file of files) {
    const path = join(folder, file)
    const code = readFileSync(path, 'utf8')
    expect(code).not.toContain('example')
    for (const [, target = ''] of code.matchAll(/from '(\.[^']+)'/g)) {
      const led = resolve(dirname(path), target)
      const places = [folder, join(root, 'core/'), join(root, 'ui/')]
      expect(places.filter(place => led.startsWith(place))).toHaveLength(1)
    }
  }
  expect(readFileSync(join(folder, 'ui/index.tsx'), 'utf8')).toMatch(/callNotesUi = defineUi\('call-notes'/)
  expect(readFileSync(join(folder, 'index.ts'), 'utf8')).toMatch(/callNotes = definePlugin\(\{\s+id: 'call-notes'/)
})

test('keeps what is there, and refuses names that are none', () => {
  newPlugin('notes', root)
  expect(() => newPlugin('notes', root)).toThrow(expect.objectContaining({ code: 'plugin.exists' }))
  for (const name of ['', 'Notes', '../notes', 'notes-', '1st']) {
    expect(() => newPlugin(name, root)).toThrow(expect.objectContaining({ code: 'plugin.name' }))
  }
})
