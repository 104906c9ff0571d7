import { expect, test } from 'vitest'
import { run } from './program.ts'

const limits = { milliseconds: 5000, bytes: 1000 }

test('gives the input and returns the output', async () => {
  expect((await run('cat', [], 'åäö', limits)).toString()).toBe('åäö')
})

test('kills what takes too long, though it ignores being asked to end', async () => {
  const script = "trap '' TERM; echo $$; while :; do sleep 0.1; done"
  await expect(run('sh', ['-c', script], '', { ...limits, milliseconds: 100 })).rejects.toMatchObject({
    code: 'speech.failed',
    details: { reason: 'time-out' },
  })
})

test('a program that does not read its input is judged by how it ends', async () => {
  await expect(run('true', [], 'x'.repeat(1_000_000), limits)).resolves.toHaveLength(0)
  await expect(run('false', [], 'x'.repeat(1_000_000), limits)).rejects.toMatchObject({ code: 'speech.failed' })
})

test('more output than allowed is too long', async () => {
  await expect(run('cat', [], 'x'.repeat(2000), limits)).rejects.toMatchObject({ code: 'speech.too-long' })
})
