/** Holds the "Never" of the design over every import of the project. There is no list of exceptions, and none is to come. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { violations } from './architecture/check.ts'

const root = join(import.meta.dirname, '..')
const aside = /^(node_modules|data|test\/output)\//
const files = globSync('**/*.{ts,tsx,mjs,css,sh}', { cwd: root, exclude: path => /(^|\/)node_modules$/.test(path) })
const project = new Map(
  files.filter(file => !aside.test(file)).map(file => [file, readFileSync(join(root, file), 'utf8')]),
)

test('the project keeps to its architecture', () => {
  expect([...project.keys()]).toEqual(expect.arrayContaining(['core/define.ts', 'config/plugins.ts']))
  expect(violations(project)).toEqual([])
})

const plugin = (id: string, uses = '[]') =>
  `export const p = definePlugin({ id: '${id}', needs: {}, uses: ${uses}, setup() {} })`
const world = {
  'core/define.ts': 'export const a = 1',
  'core/error.ts': 'export const a = 1',
  'core/hub.ts': "import type { Model } from 'sequelize'\nexport const a = 1",
  'core/http.ts': "import Koa from 'koa'\nexport const a = Koa",
  'connectors/telephony/port.ts': "import { z } from 'zod'\nexport const a = z",
  'connectors/telephony/kamailio/index.ts':
    "import { a } from '../port.ts'\nimport net from 'node:net'\nexport const b = [a, net]",
  'connectors/telephony/fake.ts': "import { a } from './port.ts'\nexport const b = a",
  'plugins/directory/index.ts': plugin('directory'),
  'plugins/directory/contract.ts': "import { a } from '../../core/define.ts'\nexport { a }",
  'plugins/directory/tables.ts': "import { DataTypes } from 'sequelize'\nexport const a = DataTypes",
  'plugins/calls/index.ts': `import { a } from '../directory/contract.ts'\nimport { b } from '../../connectors/telephony/port.ts'\n${plugin('calls', "['directory']")}`,
  'config/plugins.ts':
    "import { p } from '../plugins/calls/index.ts'\nimport { b } from '../connectors/telephony/kamailio/index.ts'",
  'rules/calls/vip.json': '{}',
}
const changed = (changes: Record<string, string>) => violations(new Map(Object.entries({ ...world, ...changes })))

test('a world that keeps to it has no violations', () => {
  expect(changed({})).toEqual([])
  expect(
    changed({
      'plugins/calls/calls.test.ts':
        "import { b } from '../../connectors/telephony/fake.ts'\nimport { h } from '../../test/harness.ts'",
      'plugins/calls/contract.ts':
        "import type { Hub } from '../../core/hub.ts'\n// import 'koa'\nconst text = \"import 'koa'\"",
      'plugins/calls/ui/screen.tsx': "import { shell } from '../../../ui/shell.ts'\nexport const s = <p>{shell}</p>",
      'ui/shell.ts': "import { a } from '../core/define.ts'\nexport const shell = a",
      'core/worker.ts': "new Worker(new URL('./define.ts', import.meta.url))",
    }),
  ).toEqual([])
})

test.each([
  ['core/x.ts', "import { p } from '../plugins/calls/index.ts'", 'core imports core only'],
  ['core/x.ts', "export type { p } from '../plugins/directory/contract.ts'", 'core imports core only'],
  ['core/x.ts', "const p = await import('../connectors/telephony/port.ts')", 'core imports core only'],
  ['core/x.ts', "let p: import('../connectors/telephony/port.ts').Call", 'core imports core only'],
  ['core/x.ts', "new Worker(new URL('../plugins/calls/index.ts', import.meta.url))", 'core imports core only'],
  ['core/x.ts', "export * from '../config/plugins.ts'", 'imports config/'],
  ['core/x.ts', 'await import(name)', 'cannot be told'],
  ['core/x.ts', "import { h } from '../test/harness.ts'", 'imports test code'],
  ['plugins/calls/x.ts', "import { a } from '../directory/tables.ts'", 'contract.ts only'],
  ['plugins/calls/x.test.ts', "import { p } from '../directory/index.ts'", 'contract.ts only'],
  ['plugins/directory/x.ts', "import { p } from '../calls/contract.ts'", 'uses does not name calls'],
  [
    'plugins/calls/x.ts',
    "import { b } from '../../connectors/telephony/kamailio/index.ts'",
    'port.ts and events.ts only',
  ],
  ['plugins/calls/x.ts', "import { b } from '../../connectors/telephony/fake.ts'", 'port.ts and events.ts only'],
  ['plugins/calls/x.ts', "import { shell } from '../../ui/shell.ts'", 'imports ui/'],
  ['plugins/calls/x.ts', "import { p } from '../../config/plugins.ts'", 'imports config/'],
  ['connectors/telephony/kamailio/x.ts', "import { a } from '../../../plugins/calls/contract.ts'", 'imports plugins/'],
  ['connectors/telephony/kamailio/x.ts', "import { a } from '../../../core/hub.ts'", 'define.ts and error.ts only'],
  ['connectors/telephony/kamailio/x.ts', "import { DataTypes } from 'sequelize'", 'no database'],
  ['connectors/telephony/kamailio/x.ts', "import { DatabaseSync } from 'node:sqlite'", 'no database'],
  ['connectors/telephony/fake.ts', "import { b } from './kamailio/index.ts'", 'named in config/ alone'],
  ['connectors/telephony/events.ts', "import { Kamailio } from 'kamailio-rpc'", 'vendor'],
  ['plugins/calls/contract.ts', "import { readFile } from 'node:fs/promises'", 'not for a browser'],
  ['plugins/calls/contract.ts', "import { join } from 'path'", 'not for a browser'],
  ['plugins/calls/contract.ts', "import type Router from '@koa/router'", 'not for a browser'],
  ['plugins/calls/contract.ts', "import { a } from '../../core/http.ts'", 'core/http.ts > koa: not for a browser'],
  ['plugins/calls/contract/call.ts', "import { Op } from 'sequelize'", 'not for a browser'],
  ['plugins/calls/ui/x.ts', "import { a } from '../../../core/http.ts'", 'not for a browser'],
  ['plugins/calls/ui/x.tsx', "import { a } from '../../directory/ui/x.tsx'", 'contract.ts only'],
  ['plugins/directory/ui/x.ts', "import { a } from '../../calls/contract.ts'", 'uses does not name calls'],
  ['plugins/calls/ui/x.ts', "import { readFile } from 'node:fs/promises'", 'not for a browser'],
  ['ui/x.ts', "import { p } from '../plugins/calls/index.ts'", 'ui and core only'],
  ['ui/x.ts', "import { a } from '../plugins/directory/contract.ts'", 'ui and core only'],
  ['ui/x.ts', "import { a } from '../core/http.ts'", 'core/http.ts > koa: not for a browser'],
  ['ui/x.ts', "import { EventEmitter } from 'events'", 'not for a browser'],
  ['config/x.ts', "import { p } from '../plugins/calls/index.ts'", 'must build without calls'],
  ['test/x.test.ts', "import { p } from '../plugins/calls/contract.ts'", 'must build without calls'],
  ['rules/calls/x.ts', 'export const a = 1', 'rules are data'],
  ['core/x.ts', '// a line\n'.repeat(301), '301 lines'],
])('violation %#, in %s', (file, source, why) => {
  const found = changed({ [file]: source })
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(why)
  expect(found[0]).toContain(file)
})
