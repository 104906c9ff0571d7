import { describe, expect, test } from 'vitest'
import { definePlugin } from './hub.ts'
import { inOrder } from './plugins.ts'

const plugin = (id: string, uses: string[] = []) => definePlugin({ id, needs: {}, uses, setup: () => undefined })

describe('the order of plugins', () => {
  test('each stands behind those that it uses', () => {
    const plugins = [plugin('calls', ['directory', 'presence']), plugin('presence', ['directory']), plugin('directory')]
    expect(inOrder(plugins).map(({ id }) => id)).toEqual(['directory', 'presence', 'calls'])
  })

  test('a circle is refused, and told', () => {
    expect(() => inOrder([plugin('a', ['b']), plugin('b', ['a'])])).toThrow('a, b, a')
  })

  test('one that is not there is refused, and told', () => {
    expect(() => inOrder([plugin('calls', ['directory'])])).toThrow('plugin calls uses directory')
  })
})
