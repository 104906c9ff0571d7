import { hash } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { hashedForLess, hashPassword, passwordFits } from './passwords.ts'

test('a hash is argon2id at the cost that OWASP asks for, and fits its password alone', async () => {
  const hashed = await hashPassword('norrsken')
  expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await passwordFits(hashed, 'norrsken')).toBe(true)
  expect(await passwordFits(hashed, 'Norrsken')).toBe(false)
  expect(hashedForLess(hashed)).toBe(false)
  expect(hashedForLess(await hash('norrsken', { memoryCost: 8_192 }))).toBe(true)
})

test('a letter typed as one character or as two is the same', async () => {
  expect(await passwordFits(await hashPassword('sm\u00f6rg\u00e5s'), 'smo\u0308rga\u030as')).toBe(true)
})

test('nobody’s password never fits', async () => {
  expect(await passwordFits(undefined, 'norrsken')).toBe(false)
})

test('a flood is refused instead of queued without end', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => hashPassword('x')))
  const refused = outcomes.filter(outcome => outcome.status === 'rejected')
  expect(refused).toHaveLength(8)
  expect(refused[0]).toMatchObject({ reason: { code: 'access.busy', status: 503 } })
  expect(await hashPassword('afterwards')).toContain('argon2id')
})
