import { expect, test } from 'vitest'
import type { Child } from './child.ts'
import { checkChildren, mayStart } from './order.ts'

const child = (name: string, after?: Child['after']): Child => ({
  name,
  command: 'true',
  args: [],
  ...(after && { after }),
})
const hub = child('hub')
const kamailio = child('kamailio', { child: 'hub', says: 'migrated' })

test('a child waits for the word it needs, from the child it names', () => {
  expect(mayStart(hub, new Map())).toBe(true)
  expect(mayStart(kamailio, new Map([['hub', new Set(['ready'])]]))).toBe(false)
  expect(mayStart(kamailio, new Map([['voice', new Set(['migrated'])]]))).toBe(false)
  expect(mayStart(kamailio, new Map([['hub', new Set(['migrated'])]]))).toBe(true)
})

test('children that make sense pass, in any order', () => {
  expect(() => checkChildren([kamailio, hub, child('voice', { child: 'kamailio', says: 'ready' })])).not.toThrow()
})

test.each([
  ['two of one name', [hub, hub]],
  ['one that nobody starts', [kamailio]],
  ['a ring', [child('a', { child: 'b', says: 'x' }), child('b', { child: 'a', says: 'x' })]],
])('refuses %s', (_, children) => {
  expect(() => checkChildren(children)).toThrow(expect.objectContaining({ code: 'supervisor.children' }))
})
