/** A Range header (RFC 9110 section 14.1.2). */

export interface Range {
  /** Bytes from 0, both included. */
  readonly first: number
  readonly last: number
}

/**
 * Undefined: the whole file, for what isn't understood, and for several ranges at once, which a server may leave (section 14.2).
 * 'none': it begins behind the end.
 */
export function rangeOf(header: string, size: number): Range | 'none' | undefined {
  const [, from, to] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header) ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined
  if (from === '') {
    const length = Number(to)
    return length === 0 || size === 0 ? 'none' : { first: Math.max(0, size - length), last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Number(to)
  if (to !== '' && last < first) return undefined
  return first >= size ? 'none' : { first, last: Math.min(last, size - 1) }
}
