/**
 * Zod's schemas can describe themselves as JSON Schema, which the hub's OpenAPI document is made of. Nobody asks that of them in a browser,
 * where it would be a tenth of the first screen, and no bundler can tell: each schema has it as a method.
 */
import type { Plugin } from 'vite'

const unused = /\/zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/

export const zodWithoutJsonSchema = (): Plugin => ({
  name: 'zod-without-json-schema',
  apply: 'build',
  transform(code, id) {
    if (!unused.test(id)) return undefined
    const names = [...code.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(([, name]) => name)
    return { code: names.map(name => `export const ${name} = () => undefined`).join('\n'), map: null }
  },
})
