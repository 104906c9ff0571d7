/** What a file imports: read from its syntax tree, so that neither comments nor unusual spelling mislead. */
import { dirname, posix } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

export interface Import {
  /** Path from the project's root, or the package's name, or `node:…`; undefined where only the running program knows. */
  readonly target: string | undefined
  readonly kind: 'file' | 'package'
  /** Gone when the types are: a browser never sees it. */
  readonly typeOnly: boolean
}

export interface Parsed {
  readonly imports: readonly Import[]
  /** The plugins named in `uses` of a definePlugin; none where there is no such call. */
  readonly uses: readonly string[]
}

/** `file` is a path from the project's root. Throws on a syntax error. */
export function parse(file: string, source: string): Parsed {
  const { program, errors } = parseSync(file, source)
  if (errors.length) throw new Error(`${file}: ${errors[0]?.message}`)
  const imports: Import[] = []
  const uses: string[] = []
  const add = (specifier: unknown, typeOnly = false) => imports.push(importOf(file, specifier, typeOnly))
  new Visitor({
    ImportDeclaration(node) {
      const named = node.specifiers.filter(specifier => specifier.type === 'ImportSpecifier')
      const allTypes = named.length > 0 && named.length === node.specifiers.length && named.every(isType)
      add(node.source.value, node.importKind === 'type' || allTypes)
    },
    ExportNamedDeclaration(node) {
      if (node.source) add(node.source.value, node.exportKind === 'type')
    },
    ExportAllDeclaration(node) {
      add(node.source.value, node.exportKind === 'type')
    },
    ImportExpression(node) {
      add(node.source.type === 'Literal' ? node.source.value : undefined)
    },
    TSImportType(node) {
      add(node.source.value, true)
    },
    NewExpression(node) {
      // new URL('./worker.ts', import.meta.url) is how a worker's file is named.
      const [first] = node.arguments
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL' || first?.type !== 'Literal') return
      if (typeof first.value === 'string' && /^\.{1,2}\/.*\.[mc]?[jt]sx?$/.test(first.value)) add(first.value)
    },
    CallExpression(node) {
      if (node.callee.type !== 'Identifier') return
      if (node.callee.name === 'require')
        add(node.arguments[0]?.type === 'Literal' ? node.arguments[0].value : undefined)
      const [definition] = node.arguments
      if (node.callee.name !== 'definePlugin' || definition?.type !== 'ObjectExpression') return
      for (const property of definition.properties) {
        if (property.type !== 'Property' || property.key.type !== 'Identifier' || property.key.name !== 'uses') continue
        if (property.value.type !== 'ArrayExpression') continue
        for (const element of property.value.elements) {
          if (element?.type === 'Literal' && typeof element.value === 'string') uses.push(element.value)
        }
      }
    },
  }).visit(program)
  return { imports, uses }
}

const isType = (specifier: { readonly importKind?: string }) => specifier.importKind === 'type'

function importOf(file: string, specifier: unknown, typeOnly: boolean): Import {
  if (typeof specifier !== 'string') return { target: undefined, kind: 'package', typeOnly }
  if (specifier.startsWith('.')) return { target: posix.join(dirname(file), specifier), kind: 'file', typeOnly }
  return { target: specifier, kind: 'package', typeOnly }
}

/** `@koa/router/x` is of @koa/router, `koa/lib/y` of koa. */
export const packageOf = (target: string): string =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')
