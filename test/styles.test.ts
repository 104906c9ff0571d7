/** Class names are one world: a screen that styles a part's own name restyles that part everywhere. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (pattern: string) =>
  globSync(pattern, { cwd: root }).map(file => [file, readFileSync(join(root, file), 'utf8')] as const)

const classesIn = (text: string) => [...text.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name)
/** Each selector of each rule, without comments. */
const selectorsIn = (css: string) =>
  [...css.replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{};]+)\{/g)].flatMap(([, list = '']) =>
    list.split(',').map(selector => selector.trim()),
  )

const shared = new Set(read('ui/{parts,shell,styles}/*.css').flatMap(([, css]) => selectorsIn(css).flatMap(classesIn)))

/** Nothing but names of the app's own: no place in the page, no name of the screen's. */
const isBare = (selector: string) =>
  /^(\.[\w-]+)+(:[\w-]+(\([^)]*\))?)*$/.test(selector) && classesIn(selector).every(name => shared.has(name))

test('no screen’s style stands on a part’s name alone', () => {
  expect(shared).toContain('button')
  const found = read('plugins/*/ui/**/*.css').flatMap(([file, css]) =>
    selectorsIn(css)
      .filter(isBare)
      .map(selector => `${file}: ${selector}`),
  )
  expect(found).toEqual([])
})

test.each(['.end', '.button.call', '.tag:hover'])('%s would be one', selector => {
  expect(isBare(selector)).toBe(true)
})
test.each(['.incoming .where', '.my-rows', 'main .end', '.end.of-day'])('%s would be none', selector => {
  expect(isBare(selector)).toBe(false)
})
