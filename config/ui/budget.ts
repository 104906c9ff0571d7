/** The build fails when what a browser needs for the first screen grows too large. */
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/**
 * `kilobytes` (of 1,000 bytes) compressed by gzip: the page's script, what it imports at once, the styles of all that, and the
 * screen that opens first (`firstScreen`, part of a chunk's name).
 */
export function firstScreenBudget({
  kilobytes,
  firstScreen = 'people',
}: {
  kilobytes: number
  firstScreen?: string
}): Plugin {
  return {
    name: 'first-screen-budget',
    apply: 'build',
    generateBundle(_, bundle) {
      const wanted = new Set<string>()
      const add = (file: string) => {
        const chunk = bundle[file]
        if (wanted.has(file) || !chunk) return
        wanted.add(file)
        if (chunk.type !== 'chunk') return
        for (const style of chunk.viteMetadata?.importedCss ?? []) add(style)
        for (const imported of chunk.imports) add(imported)
      }
      for (const [file, chunk] of Object.entries(bundle)) {
        if (chunk.type === 'chunk' && (chunk.isEntry || chunk.name === firstScreen)) add(file)
      }
      const sizes = [...wanted].map(file => {
        const part = bundle[file]
        const content = part?.type === 'chunk' ? part.code : (part?.source ?? '')
        return { file, bytes: gzipSync(content).length }
      })
      const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
      const list = sizes.map(({ file, bytes }) => `${file} ${(bytes / 1000).toFixed(1)}`).join(', ')
      const said = `first screen: ${(total / 1000).toFixed(1)} kB compressed of ${kilobytes} (${list})`
      if (total > kilobytes * 1000) this.error(said)
      this.info(said)
    },
  }
}
