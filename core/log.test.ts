import { expect, test } from 'vitest'
import { openLog } from './log.ts'

test('secrets and what people wrote are kept out, one and two levels down', async () => {
  const lines: string[] = []
  const log = await openLog({ level: 'info', production: true, to: { write: line => void lines.push(line) } })
  log.info(
    {
      password: 'hunter2',
      device: { secret: 'hunter2', name: 'desk' },
      a: { b: { token: 'hunter2' } },
      text: 'hunter2',
    },
    'x',
  )
  expect(lines).toHaveLength(1)
  expect(lines[0]).not.toContain('hunter2')
  const line: unknown = JSON.parse(lines[0] ?? '')
  expect(line).toMatchObject({ msg: 'x', device: { name: 'desk', secret: '[kept out]' } })
})
