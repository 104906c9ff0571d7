/** How Janus is started under a supervisor: as a mixer of plain RTP and nothing else. https://janus.conf.meetecho.com/docs/ */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from './supervisor/programs.ts'

export interface JanusOptions {
  /** WebSocket API, on loopback. */
  readonly apiPort: number
  /** Address to receive RTP at: one that the media server can send to. */
  readonly address: string
  /** First and last UDP port. Shared with others who also take what is free. */
  readonly ports: readonly [number, number]
  /** Folder of Janus's own: its configuration, and its secret. */
  readonly folder: string
  /** Defaults to the janus on the path. */
  readonly command?: string | undefined
}

/** Debian's, by architecture; elsewhere what Janus was built with. */
const libraries = ['/usr/lib/x86_64-linux-gnu/janus', '/usr/lib/aarch64-linux-gnu/janus', '/usr/lib/janus'].find(
  existsSync,
)

export const janusInstalled = (): boolean => findProgram('janus') !== undefined

/** In the foreground, logging to stdout. Makes the folder and what is needed in it; the secret is kept. */
export function renderJanus(options: JanusOptions): { command: string; args: string[]; secret: string } {
  const { apiPort, address, ports, folder } = options
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const secret = keptSecret(secretIn(folder))
  const write = (name: string, lines: readonly string[]) =>
    writeFileSync(join(folder, `${name}.jcfg`), `${lines.join('\n')}\n`, { mode: 0o600 })
  write('janus', [
    'general: {',
    '  debug_level = 3',
    '  debug_colors = false',
    `  api_secret = "${secret}"`,
    '  session_timeout = 60',
    '}',
    // It comes with all that it can do; only what is needed is loaded.
    `plugins: { disable = "${allBut('plugins', 'libjanus_audiobridge.so')}" }`,
    `transports: { disable = "${allBut('transports', 'libjanus_websockets.so')}" }`,
    `loggers: { disable = "${allBut('loggers')}" }`,
    'events: { broadcast = false }',
  ])
  write('janus.transport.websockets', [
    'general: {',
    '  json = "compact"',
    '  ws = true',
    `  ws_port = ${apiPort}`,
    '  ws_ip = "127.0.0.1"',
    '  wss = false',
    '}',
    'admin: { admin_ws = false }',
  ])
  write('janus.plugin.audiobridge', [
    'general: {',
    '  string_ids = true',
    '  events = false',
    `  rtp_port_range = "${ports[0]}-${ports[1]}"`,
    `  local_ip = "${address}"`,
    '}',
  ])
  return {
    command: options.command ?? 'janus',
    // An address for ICE, which nothing here uses; without one Janus asks the network for its own.
    args: ['--configs-folder', folder, '--disable-colors', '--interface', address, '--log-stdout'],
    secret,
  }
}

function allBut(kind: 'plugins' | 'transports' | 'loggers', wanted?: string): string {
  const folder = libraries && join(libraries, kind)
  if (folder === undefined || !existsSync(folder)) return ''
  return readdirSync(folder)
    .filter(name => name.endsWith('.so') && name !== wanted)
    .join(',')
}

const secretIn = (folder: string) => join(folder, 'api.secret')

function keptSecret(path: string): string {
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('hex'), { mode: 0o600 })
  return readFileSync(path, 'utf8')
}

/** What the Janus that was started in this folder is spoken to with; undefined where none was. */
export function janusSecret(folder: string): string | undefined {
  const path = secretIn(folder)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
