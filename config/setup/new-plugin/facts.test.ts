import { expect, test } from 'vitest'
import { greetingFact } from './contract.ts'
import { greeting } from './facts.ts'

test('greets whom it is asked about', () => {
  const params = greetingFact.params.parse({ of: 'caller' })
  expect(greetingFact.value.parse(greeting(params))).toEqual({ text: 'Hello, caller' })
})
