import { describe } from 'vitest'
import { relayConformance } from './conformance.ts'
import { fakeRelay } from './fake.ts'

describe('the fake', () => {
  relayConformance(() => fakeRelay)
})
