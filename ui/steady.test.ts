import { effect, signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { steadyList } from './steady.ts'

test('whoever reads it hears only of lists with something else in them', () => {
  const source = signal<readonly string[] | undefined>(undefined)
  const list = steadyList(() => source.value?.map(word => word))
  const heard: unknown[] = []
  const end = effect(() => {
    heard.push(list.value)
  })
  source.value = ['a', 'b']
  source.value = ['a', 'b']
  source.value = ['a']
  source.value = undefined
  end()
  expect(heard).toEqual([undefined, ['a', 'b'], ['a'], undefined])
})
