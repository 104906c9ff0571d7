/**
 * Puts the order of the layers at the beginning of each stylesheet: which of them a browser reads first depends on how the build divides
 * the code, and the minifier leaves the statement out where one sheet alone doesn't need it.
 */
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/** `sheet`: the file with the statement, as in "@layer base, parts;". */
export function layersFirst(sheet: string): Plugin {
  const [order] = /^@layer [\w, ]+;/m.exec(readFileSync(sheet, 'utf8')) ?? []
  if (order === undefined) throw new Error(`${sheet} does not order the layers`)
  return {
    name: 'layers-first',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type !== 'asset' || !part.fileName.endsWith('.css')) continue
        if (typeof part.source === 'string') part.source = `${order}${part.source}`
      }
    },
  }
}
