/** A child's log: `<name>.log`, and one older `<name>.log.1`, so that a child that complains for ever fills no disk. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Appends a line at each call. `most` is bytes a file. */
export function openLogFile(folder: string, name: string, most = 5_000_000): (line: string) => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${name}.log`)
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  return line => {
    const text = `${new Date().toISOString()} ${line}\n`
    const bytes = Buffer.byteLength(text)
    if (size > 0 && size + bytes > most) {
      renameSync(file, `${file}.1`)
      size = 0
    }
    appendFileSync(file, text, { mode: 0o600 })
    size += bytes
  }
}
