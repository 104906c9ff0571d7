/**
 * Secrets at rest: what other services gave us to act with (a calendar's token, a trunk's password) stands in the database sealed, by
 * AES-256-GCM (NIST SP 800-38D) with a key that isn't there. Whoever gets the database or a copy of it gets none of them.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { HubError } from './error.ts'

export interface Seal {
  /**
   * `about` says whose it is, as in "calendar link 0199…": text moved to another row doesn't open there. The result is about a third longer
   * than the text, plus 50 characters.
   */
  close(text: string, about: string): string
  /** Throws HubError `sealed.other-key` (500) where it was closed with a key that isn't there any more, `sealed.broken` (500). */
  open(sealed: string, about: string): string
}

const algorithm = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

/** 32 bytes each; the first closes, all open: a new key is put before the old one. */
export function openSeal(keys: readonly [Buffer, ...Buffer[]]): Seal {
  const named = new Map(keys.map(key => [nameOf(key), key]))
  const [first] = keys
  return {
    close(text, about) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv(algorithm, first, nonce).setAAD(Buffer.from(about))
      const closed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${nameOf(first)}.${closed.toString('base64url')}`
    },
    open(sealed, about) {
      const [name = '', text = ''] = sealed.split('.')
      const key = named.get(name)
      if (!key) throw new HubError('sealed.other-key', 500)
      const closed = Buffer.from(text, 'base64url')
      const nonce = closed.subarray(0, nonceLength)
      const tag = closed.subarray(-tagLength)
      try {
        const cipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength })
        cipher.setAAD(Buffer.from(about)).setAuthTag(tag)
        return cipher.update(closed.subarray(nonceLength, -tagLength), undefined, 'utf8') + cipher.final('utf8')
      } catch (error) {
        throw new HubError('sealed.broken', 500, { cause: String(error) })
      }
    },
  }
}

/** Tells keys apart, and nothing about them. */
const nameOf = (key: Buffer) =>
  createHash('sha256').update('svara key name').update(key).digest('base64url').slice(0, 8)
