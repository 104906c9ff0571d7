/** The whole project against its architecture. */
import { type Parsed, parse } from './imports.ts'
import { forbidden, onlyOnServer, place } from './layers.ts'

/** Sources by path from the project's root. */
export type Sources = ReadonlyMap<string, string>

const longest = 300

/** One sentence for each violation, beginning with the file. */
export function violations(sources: Sources): readonly string[] {
  const parsed = new Map<string, Parsed>()
  for (const [file, source] of sources) if (/\.(ts|tsx|mjs)$/.test(file)) parsed.set(file, parse(file, source))
  const found: string[] = []

  for (const [file, { imports }] of parsed) {
    const from = place(file)
    const uses = parsed.get(`plugins/${from.part}/index.ts`)?.uses ?? []
    for (const each of imports) {
      const why = forbidden(from, each, from.layer === 'plugins' ? uses : [])
      if (why) found.push(`${file} imports ${each.target ?? '…'}: ${why}`)
    }
    if (forBrowsers(file)) {
      for (const path of serverPaths(file, parsed)) found.push(`${path.join(' > ')}: not for a browser`)
    }
    if (from.layer === 'rules') found.push(`${file}: rules are data`)
  }
  for (const [file, source] of sources) {
    const lines = source.split('\n').length - (source.endsWith('\n') ? 1 : 0)
    if (lines > longest) found.push(`${file}: ${lines} lines, ${longest} is the end`)
  }
  return found
}

const forBrowsers = (file: string) =>
  !place(file).test && (/^plugins\/[^/]+\/(contract\.ts$|contract\/|ui\/)/.test(file) || file.startsWith('ui/'))

/** Ways from a file to what only a server has. Types are erased, so they count where they are named, not beyond. */
function serverPaths(start: string, parsed: ReadonlyMap<string, Parsed>): readonly (readonly string[])[] {
  const paths: (readonly string[])[] = []
  const seen = new Set([start])
  const queue: (readonly string[])[] = [[start]]
  for (let path = queue.shift(); path; path = queue.shift()) {
    for (const { target, kind, typeOnly } of parsed.get(path.at(-1) ?? '')?.imports ?? []) {
      if (target === undefined || (typeOnly && path.length > 1)) continue
      if (kind === 'package' && onlyOnServer(target)) paths.push([...path, target])
      if (kind === 'package' || typeOnly || seen.has(target)) continue
      seen.add(target)
      queue.push([...path, target])
    }
  }
  return paths
}
