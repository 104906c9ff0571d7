/** The addresses behind a host: calls from there are the trunk's. */
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'

/** None where the name can't be looked up (now). */
export async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host) > 0) return [host]
  try {
    const found = await lookup(host, { all: true })
    return [...new Set(found.map(({ address }) => address))].sort()
  } catch {
    return []
  }
}
