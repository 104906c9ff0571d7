/** Pictures from outside: told by their first bytes, whatever was said of them. */
import { mostPicture } from './card.ts'
import type { Picture } from './port.ts'

const beginnings: readonly (readonly [Picture['type'], RegExp])[] = [
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/png', /^\x89PNG\r\n/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[\s\S]{4}WEBP/],
]

/** Undefined for what is none of the four, or too large: SVG is a program, not a picture. */
export function pictureOf(content: Uint8Array): Picture | undefined {
  if (content.length > mostPicture) return undefined
  const first = Buffer.from(content.subarray(0, 12)).toString('latin1')
  const type = beginnings.find(([, begins]) => begins.test(first))?.[0]
  return type && { type, content }
}
