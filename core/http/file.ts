/** A file as an answer, whole or a part of it (RFC 9110 sections 13 and 14). Safari plays no sound that it can't have in parts. */
import type { ReadStream } from 'node:fs'
import { constants, type FileHandle, open } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { HubError } from '../error.ts'
import type { Download } from '../hub.ts'
import type { RequestContext } from './context.ts'
import { rangeOf } from './range.ts'

/** `type` is the media type. Throws http.not-found for a file that isn't there, http.range for a part that isn't. */
export async function sendFile(context: RequestContext, { file, name, type }: Download, usual: string): Promise<void> {
  if (!isAbsolute(file)) throw new Error('a download names its file by an absolute path')
  const handle = await openFile(file)
  // Closes what it reads when it has read it, or when the client has gone.
  let stream: ReadStream | undefined
  try {
    // Of the handle, so that headers and content are of one file even where another takes its place meanwhile.
    const found = await handle.stat({ bigint: true })
    if (!found.isFile()) throw new HubError('http.not-found', 404)
    const size = Number(found.size)
    const etag = `"${found.ino.toString(36)}-${found.size.toString(36)}-${found.mtimeNs.toString(36)}"`
    context.status = 200
    context.etag = etag
    context.lastModified = found.mtime
    // Kept, and used again when the hub says that it is still the same.
    context.set('Cache-Control', 'private, no-cache')
    if (context.fresh) {
      context.status = 304
      return
    }
    const range = askedRange(context, size, etag)
    if (range === 'none') {
      context.set('Content-Range', `bytes */${size}`)
      throw new HubError('http.range', 416)
    }
    const { first, last } = range ?? { first: 0, last: size - 1 }
    if (range) {
      context.status = 206
      context.set('Content-Range', `bytes ${first}-${last}/${size}`)
    }
    if (context.method !== 'HEAD' && size > 0) stream = handle.createReadStream({ start: first, end: last })
    context.body = stream ?? ''
    if (name !== undefined) context.attachment(name)
    context.type = type ?? usual
    context.length = last - first + 1
    context.set('Accept-Ranges', 'bytes')
  } finally {
    if (!stream) await handle.close()
  }
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, constants.O_RDONLY | constants.O_NOFOLLOW)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // Swept away since it was named; or a link, which could lead anywhere.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') throw new HubError('http.not-found', 404)
    throw error
  }
}

/** Undefined: all of it. Only GET has parts, and only of the very file that the client has some of already (section 13.1.5). */
function askedRange(context: RequestContext, size: number, etag: string) {
  const header = context.get('range')
  if (header === '' || context.method !== 'GET') return undefined
  const condition = context.get('if-range')
  return condition === '' || condition === etag ? rangeOf(header, size) : undefined
}
