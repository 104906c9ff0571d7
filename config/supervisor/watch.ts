/** Tells when the code or the rules have changed, for `npm run dev`. */
import { watch } from 'node:fs'
import { join } from 'node:path'

const folders = ['core', 'plugins', 'connectors', 'config', 'rules']
const together = 150 // ms: an editor writes a file in several steps, and git many files.

export function watchCode(root: string, changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const watchers = folders.map(folder =>
    watch(join(root, folder), { recursive: true }, (_, file) => {
      if (!file || !/\.(ts|json)$/.test(file) || /\.(test|cases)\.\w+$/.test(file)) return
      clearTimeout(timer)
      timer = setTimeout(changed, together)
    }),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
