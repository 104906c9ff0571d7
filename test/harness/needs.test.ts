import { expect, test } from 'vitest'
import { needs } from './needs.ts'

test('what a test needs stands in its first comment', () => {
  expect(needs('a', '/** A day. Needs: calls, presence. */\n')).toEqual(['calls', 'presence'])
  expect(needs('a', '/**\n * A day. Needs: presence,\n * contacts.\n */\n')).toEqual(['presence', 'contacts'])
  expect(needs('a', '/** A day. */\n/** Needs: calls. */')).toEqual([])
  expect(needs('a', "import 'a'\n// Needs: calls.")).toEqual([])
})

test('a name that is none is said', () => {
  expect(() => needs('test/a.test.ts', '/** Needs: calls, presense. */')).toThrow(
    'test/a.test.ts needs "presense": test/harness/needs.ts knows books, calendar, calls',
  )
})
