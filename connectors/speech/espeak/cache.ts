/**
 * Files by key in a folder, bounded: the least recently used go, but none that was asked for within the last minute, as it
 * may be about to play. A file's time of change says when it was last used, so the order outlives a restart.
 */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Bounds {
  readonly files: number
  readonly bytes: number
}

export interface FileCache {
  /** The path of the key's file, made first where there is none. Asked for at once by many, it is made once. */
  get(key: string, make: () => Promise<Buffer>): Promise<string>
}

interface Entry {
  readonly bytes: number
  readonly usedAt: number
}

const inUse = 60_000

/** `now` in milliseconds since 1970. */
export function fileCache(folder: string, extension: string, bounds: Bounds, now: () => number = Date.now): FileCache {
  /** Least recently used first: a Map keeps the order of insertion. */
  const entries = new Map<string, Entry>()
  const underway = new Map<string, Promise<string>>()
  let opened: Promise<void> | undefined
  let bytes = 0

  const path = (key: string) => join(folder, key + extension)

  function forget(key: string) {
    bytes -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }

  function remember(key: string, entry: Entry) {
    forget(key)
    entries.set(key, entry)
    bytes += entry.bytes
  }

  async function open() {
    await mkdir(folder, { recursive: true })
    const found = await Promise.all((await readdir(folder)).map(look))
    const whole = found.filter(file => file !== undefined).sort((a, b) => a.usedAt - b.usedAt)
    for (const { key, ...entry } of whole) remember(key, entry)
    await shrink()
  }

  /** Half-written files of a hub that died are removed; a young one may be another hub's. */
  async function look(name: string) {
    const file = await stat(join(folder, name)).catch(() => undefined)
    if (!file?.isFile()) return undefined
    if (name.endsWith(extension)) {
      return { key: name.slice(0, -extension.length), bytes: file.size, usedAt: file.mtimeMs }
    }
    if (name.endsWith('.part') && now() - file.mtimeMs > inUse) await rm(join(folder, name), { force: true })
    return undefined
  }

  async function shrink() {
    for (const [key, entry] of entries) {
      if (entries.size <= bounds.files && bytes <= bounds.bytes) return
      if (Math.abs(now() - entry.usedAt) < inUse) return
      forget(key)
      await rm(path(key), { force: true })
    }
  }

  async function find(key: string): Promise<boolean> {
    const entry = entries.get(key)
    if (!entry) return false
    const usedAt = now()
    try {
      await utimes(path(key), usedAt / 1000, usedAt / 1000)
    } catch {
      forget(key) // Somebody emptied the folder.
      return false
    }
    remember(key, { ...entry, usedAt })
    return true
  }

  async function add(key: string, content: Buffer) {
    // Renamed when whole, so that nobody ever plays half a file.
    const part = join(folder, `${randomUUID()}.part`)
    try {
      await mkdir(folder, { recursive: true })
      await writeFile(part, content)
      await utimes(part, now() / 1000, now() / 1000)
      await rename(part, path(key))
    } finally {
      await rm(part, { force: true })
    }
    remember(key, { bytes: content.length, usedAt: now() })
    await shrink()
  }

  async function findOrMake(key: string, make: () => Promise<Buffer>): Promise<string> {
    opened ??= open()
    await opened.catch(error => {
      opened = undefined
      throw error
    })
    if (!(await find(key))) await add(key, await make())
    return path(key)
  }

  return {
    get(key, make) {
      const running = underway.get(key)
      if (running) return running
      const found = findOrMake(key, make).finally(() => underway.delete(key))
      underway.set(key, found)
      return found
    },
  }
}
