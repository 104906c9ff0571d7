/** A request's body as a file. */
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { HubError } from '../error.ts'

/** Writes what comes to a file that is there for as long as `use` takes. Throws http.too-large beyond `most` bytes. */
export async function withFile(
  request: IncomingMessage,
  { folder, most }: { readonly folder: string; readonly most: number },
  use: (file: string) => Promise<void>,
): Promise<void> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw new HubError('http.too-large', 413)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, randomUUID())
  let bytes = 0
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      if (bytes > most) done(new HubError('http.too-large', 413))
      else done(null, chunk)
    },
  })
  try {
    await pipeline(request, counted, createWriteStream(file, { mode: 0o600 }))
    await use(file)
  } finally {
    await rm(file, { force: true })
  }
}
