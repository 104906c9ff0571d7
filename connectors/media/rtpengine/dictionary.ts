/** Bencoded dictionaries, with byte strings as UTF-8 text: the library's own option for that throws (4.0.1). */
import bencode from 'bencode'

export type Value = string | number | readonly Value[] | { readonly [key: string]: Value | undefined }
export type Dictionary = { readonly [key: string]: Value | undefined }

/** Undefined values are left out. */
export const encode = (dictionary: Dictionary): Uint8Array => bencode.encode(dictionary)

/** Undefined for what is no dictionary. */
export function decode(message: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const content = text(bencode.decode(message))
    return typeof content === 'object' && content !== null && !Array.isArray(content) ? { ...content } : undefined
  } catch {
    return undefined
  }
}

function text(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  if (Array.isArray(value)) return value.map(text)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, text(entry)]))
}
