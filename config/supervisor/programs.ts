/** Where programs are. */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Debian keeps Kamailio in /usr/sbin, which isn't on an ordinary user's path. */
export const searchPath = (path = process.env.PATH ?? ''): string => [path, '/usr/sbin', '/sbin'].join(delimiter)

/** The program's file, or undefined. */
export function findProgram(name: string, path = searchPath()): string | undefined {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not in this folder.
    }
  }
  return undefined
}
