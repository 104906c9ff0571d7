/** The keys that secrets in the database are sealed with: SVARA_KEY's, else one of this machine's own, made at the first start. */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from './environment.ts'

/** A file of its own in the data folder: a backup of the database alone gives no secrets away, and needs it to give them back. */
export const keyFile = 'key'

export async function sealKeys({ keys, data }: Pick<Environment, 'keys' | 'data'>): Promise<[Buffer, ...Buffer[]]> {
  const [first, ...older] = keys
  if (first) return [first, ...older]
  const file = join(data, keyFile)
  await mkdir(data, { recursive: true })
  try {
    await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return [Buffer.from(await readFile(file, 'utf8'), 'hex')]
}
