/**
 * Zod's schemas can describe themselves as JSON Schema, which the hub's OpenAPI document is made of, and say in English what is wrong. Nobody
 * asks either of them in a browser, where both would be a tenth of the first screen: what is wrong, the hub says in the user's language.
 * No bundler can tell: each schema has the first as a method, and zod sets the second up for itself.
 */
import type { Plugin } from 'vite'

const describing = /\/zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/
const english = /\/zod\/v4\/locales\/en\.js$/

export const zodWithoutWords = (): Plugin => ({
  name: 'zod-without-words',
  apply: 'build',
  transform(code, id) {
    if (english.test(id)) return { code: 'export default () => ({})', map: null }
    if (!describing.test(id)) return undefined
    const names = [...code.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(([, name]) => name)
    return { code: names.map(name => `export const ${name} = () => undefined`).join('\n'), map: null }
  },
})
