/** Who may import whom, file by file: the "Never" of the design. */
import { builtinModules } from 'node:module'
import { type Import, packageOf } from './imports.ts'

export interface Place {
  readonly file: string
  /** core, plugins, connectors, ui, config, test … */
  readonly layer: string
  /** The plugin's or the port's folder. */
  readonly part: string
  /** An adapter's folder: connectors/<port>/<adapter>/ */
  readonly adapter: string | undefined
  readonly test: boolean
}

export function place(file: string): Place {
  const [layer = '', part = '', third, ...deeper] = file.split('/')
  return {
    file,
    layer,
    part,
    adapter: layer === 'connectors' && third !== undefined && deeper.length > 0 ? third : undefined,
    // Test code may use the harness; conformance suites are test code that adapters' tests share.
    test: /\.test\.tsx?$/.test(file) || /(^|\/)(conformance\.ts$|testing\/)/.test(file),
  }
}

const ofKoa = (name: string) => name === 'koa' || name.startsWith('koa-') || name.startsWith('@koa/')

/** Node, Koa and Sequelize: what a browser can't have. */
export const onlyOnServer = (target: string): boolean =>
  target.startsWith('node:') ||
  builtinModules.includes(packageOf(target)) ||
  ofKoa(packageOf(target)) ||
  packageOf(target) === 'sequelize'

const databases = ['sequelize', 'mariadb', 'umzug', 'node:sqlite']

/** Why `from` may not import this, or undefined. `uses` is what the plugin of `from` names. */
export function forbidden(from: Place, { target, kind }: Import, uses: readonly string[]): string | undefined {
  // What composes all, what tests all, and the tools' own settings at the root may name all; of plugins those that can't go.
  if (from.layer === 'config' || from.layer === 'test') return goneWithPlugin(from, target)
  if (!from.file.includes('/')) return undefined
  if (target === undefined) return 'imports something that cannot be told from the code'
  if (kind === 'package') return forbiddenPackage(from, target)
  const to = place(target)
  if (to.layer === 'test') return from.test ? undefined : 'imports test code'
  if (to.layer === 'config') return 'imports config/'
  if (from.layer === 'core') return to.layer === 'core' ? undefined : 'core imports core only'
  if (from.layer === 'plugins') return fromPlugin(from, to, uses)
  if (from.layer === 'connectors') return fromConnector(from, to)
  if (from.layer === 'ui') return fromUi(to)
  return undefined
}

/** A plugin goes with its folder and its lines in these two; the directory, which all others use, can't. */
function goneWithPlugin({ file }: Place, target: string | undefined): string | undefined {
  if (file === 'config/plugins.ts' || file === 'config/ui.ts' || target === undefined) return undefined
  const { layer, part } = place(target)
  return layer === 'plugins' && part !== 'directory' ? `must build without ${part}` : undefined
}

function forbiddenPackage(from: Place, target: string): string | undefined {
  if (from.layer === 'connectors' && databases.includes(packageOf(target))) return 'a connector knows no database'
  const shared = from.layer === 'connectors' && !from.adapter && /\/(port|events)\.ts$/.test(from.file)
  if (shared && packageOf(target) !== 'zod') return 'a port speaks no vendor’s language'
  return undefined
}

const isPort = ({ file }: Place) => /^connectors\/[^/]+\/(port|events)\.ts$/.test(file)
const isFake = ({ file }: Place) => /^connectors\/[^/]+\/fake\.ts$/.test(file)
const isContract = ({ file }: Place) => /^plugins\/[^/]+\/contract\.ts$/.test(file)

function fromPlugin(from: Place, to: Place, uses: readonly string[]): string | undefined {
  if (to.layer === 'core') return undefined
  if (to.layer === 'ui')
    return from.file.startsWith(`plugins/${from.part}/ui/`) ? undefined : 'a plugin’s server part imports ui/'
  if (to.layer === 'connectors') {
    if (isPort(to) || (from.test && isFake(to))) return undefined
    return 'of connectors, a plugin imports port.ts and events.ts only'
  }
  if (to.layer !== 'plugins') return `a plugin imports ${to.layer}/`
  if (to.part === from.part) return undefined
  if (!isContract(to)) return 'of other plugins, contract.ts only'
  if (!uses.includes(to.part)) return `uses does not name ${to.part}`
  return undefined
}

const shared = ['http', 'dav', 'microsoft', 'google']

function fromConnector(from: Place, to: Place): string | undefined {
  if (to.layer === 'core') {
    return /^core\/(define|error)\.ts$/.test(to.file)
      ? undefined
      : 'of core, a connector imports define.ts and error.ts only'
  }
  if (to.layer !== 'connectors') return `a connector imports ${to.layer}/`
  if (isPort(to)) return undefined
  // What several ports speak with one vendor, or by one protocol, stands once, in a folder that is no port.
  if ((from.adapter || shared.includes(from.part)) && shared.includes(to.part)) return undefined
  if (to.part !== from.part) return 'of other connectors, port.ts and events.ts only'
  if (to.adapter && to.adapter !== from.adapter) return 'adapters are named in config/ alone'
  return undefined
}

function fromUi(to: Place): string | undefined {
  // Not even a contract: a plugin that is deleted leaves the shell whole.
  if (to.layer === 'ui' || to.layer === 'core') return undefined
  return 'ui imports ui and core only'
}
