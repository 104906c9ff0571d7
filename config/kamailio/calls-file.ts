/**
 * Where Kamailio writes down the calls that go on, so that one that is started again knows them. In memory, where the system has a file
 * system there: a call is a dozen commits, of which a disk that keeps its word (fsync) does a few hundred a second, and no call outlives the
 * machine.
 */
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, rmSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'

const memory = '/dev/shm'
const name = 'calls.sqlite'

const inMemory = (folder: string) =>
  join(memory, `svara-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`)

/** Of the Kamailio with this folder. Everybody may write into the file system in memory: what isn't ours there is not used. */
export function callsFile(folder: string): string {
  const made = inMemory(folder)
  try {
    mkdirSync(made, { recursive: true, mode: 0o700 })
    const found = lstatSync(made)
    if (found.isDirectory() && found.uid === userInfo().uid && (found.mode & 0o077) === 0) return join(made, name)
  } catch {
    // There is none, or it is full.
  }
  return join(folder, name)
}

/** For whoever removes the folder. */
export function removeCallsFile(folder: string): void {
  const file = callsFile(folder)
  if (dirname(file) !== folder) rmSync(dirname(file), { recursive: true, force: true })
}
