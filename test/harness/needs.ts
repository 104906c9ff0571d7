/** Plugins that a hub may be without. Tests outside a plugin's folder that need one are left out where it isn't there. */
// biome-ignore format: a line each, so that one is a line to add
const optional = [
  'books',
  'calendar',
  'calls',
  'contacts',
  'devices',
  'forwarding',
  'mobile',
  'multi-party',
  'phone',
  'presence',
  'rules',
  'spending',
  'transfer',
  'trunks',
  'voicemail',
]

/**
 * What the comment that the test begins with names, as in "Needs: calls, presence." Throws where that is no such plugin: a slip would
 * leave the test out everywhere, and nobody would miss it.
 */
export function needs(test: string, source: string): readonly string[] {
  const [comment = ''] = /^\/\*\*[\s\S]*?\*\//.exec(source) ?? []
  const named = /\bNeeds: ([^.]*)\./.exec(comment)?.[1]
  const plugins = named?.split(/,[\s*]*/) ?? []
  const slip = plugins.find(id => !optional.includes(id))
  if (slip !== undefined) throw new Error(`${test} needs "${slip}": test/harness/needs.ts knows ${optional.join(', ')}`)
  return plugins
}
