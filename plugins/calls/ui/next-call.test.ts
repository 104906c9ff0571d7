import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { App } from '../../../ui/app.ts'
import { dialers } from '../../../ui/slots.tsx'
import type { IdentityChoice } from '../contract.ts'
import { nextCallOf } from './next-call.tsx'

function line(choice: IdentityChoice | undefined) {
  const dialled: unknown[][] = []
  const app = {
    filled: (slot: unknown) => (slot === dialers ? [next.dial, (...given: unknown[]) => dialled.push(given)] : []),
  } as unknown as App
  const chosen = signal(choice)
  const next = nextCallOf(app, chosen)
  return { dial: next.dial, dialled, chosen }
}

test('without a choice numbers go on as they are', () => {
  const { dial, dialled } = line(undefined)
  dial('+46701740605', 'Maria Holm')
  dial('*71')
  expect(dialled).toEqual([
    ['+46701740605', 'Maria Holm'],
    ['*71', undefined],
  ])
})

test.each([
  [{ shows: 'hidden' }, '*31*+46701740605'],
  [{ shows: 'mobile', number: '+46701740699' }, '*33*+46701740605'],
  [{ shows: 'number', number: '+46846500400', name: 'Växel', short: '1000' }, '*34*1000*+46701740605'],
] as const)('%j holds for one call', (choice, first) => {
  const { dial, dialled, chosen } = line(choice)
  dial('+46701740605')
  dial('+46701740605')
  expect(dialled.map(([number]) => number)).toEqual([first, '+46701740605'])
  expect(chosen.value).toBeUndefined()
})

test('a code that was typed says what it wants itself', () => {
  const { dial, dialled } = line({ shows: 'hidden' })
  dial('*32*0701740605')
  expect(dialled).toEqual([['*32*0701740605', undefined]])
})
