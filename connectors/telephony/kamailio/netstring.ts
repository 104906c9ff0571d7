/** Netstrings (https://cr.yp.to/proto/netstrings.txt): `<bytes>:<content>,`, as Kamailio's EVAPI sends and takes them. */

export function netstring(text: string): Buffer {
  const content = Buffer.from(text)
  return Buffer.concat([Buffer.from(`${content.length}:`), content, Buffer.from(',')])
}

/**
 * Reads netstrings from a stream, whatever its chunks. `limit` is the longest content in bytes that is taken. Returns the contents that are
 * whole now; throws when the stream is none of netstrings, which nothing but a new connection mends.
 */
export function netstringReader(limit: number): (chunk: Buffer) => string[] {
  let rest: Buffer = Buffer.alloc(0)
  return chunk => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const contents: string[] = []
    let at = 0
    while (at < rest.length) {
      const colon = rest.indexOf(':', at)
      const digits = rest.toString('latin1', at, colon < 0 ? rest.length : colon)
      if (digits.length > 8 || !/^\d*$/.test(digits) || (colon >= 0 && digits === '')) throw new Error('no netstring')
      if (colon < 0) break
      const length = Number(digits)
      if (length > limit) throw new Error(`a netstring of ${length} bytes`)
      const end = colon + 1 + length
      if (rest.length <= end) break
      if (rest[end] !== 0x2c) throw new Error('a netstring without its comma')
      contents.push(rest.toString('utf8', colon + 1, end))
      at = end + 1
    }
    rest = rest.subarray(at)
    return contents
  }
}
