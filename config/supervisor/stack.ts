/** The processes of Svara, as values, in the order in which they are stopped: whoever carries calls comes last. */
import { join } from 'node:path'
import { type Environment, wrongEnvironment } from '../environment.ts'
import type { Child } from './child.ts'
import type { InsidePorts } from './inside.ts'

export interface Program {
  readonly command: string
  readonly args: readonly string[]
}

export interface Telephony {
  readonly kamailio: Program
  readonly rtpengine: Program
  /** Undefined where it isn't installed: then there are no calls of more than two. */
  readonly janus?: Program | undefined
}

export interface StackOptions {
  readonly environment: Environment
  readonly inside: InsidePorts
  /** Undefined where telephony is off or somebody else runs it. */
  readonly telephony?: Telephony | undefined
  /** Serves the app from its sources, for `npm run dev`. */
  readonly pages?: Program | undefined
  /** Why telephony is off though it was wanted. */
  readonly reason?: string | undefined
  readonly hub?: string
}

const hubFile = join(import.meta.dirname, '../hub.ts')
const voiceFile = join(import.meta.dirname, '../voice.ts')

export function stack({
  environment,
  inside,
  telephony,
  reason,
  pages,
  hub = hubFile,
}: StackOptions): readonly Child[] {
  const node = () => ({
    ...insideVariables(inside),
    SVARA_DATA: environment.data,
    // Compiled once, types stripped: half the time to start, and 40 MB less.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(environment.data, 'cache'),
    // The supervisor's clock runs on while a process starts again.
    ...(environment.now && { SVARA_NOW: new Date().toISOString() }),
  })
  return [
    {
      name: 'hub',
      command: process.execPath,
      // A small young generation: V8's own takes 50 MB more and makes it no faster (npm run bench).
      args: ['--max-semi-space-size=4', hub],
      env: () => ({
        ...node(),
        ...(reason !== undefined && { SVARA_TELEPHONY: 'off', SVARA_TELEPHONY_REASON: reason }),
      }),
      channel: true,
      heartbeat: 5000,
      shows: line => line,
      stopsWithin: 15_000, // It drains: requests, decisions and writes under way.
      hopeless: wrongEnvironment,
    },
    ...(pages ? [{ name: 'pages', ...pages, shows: (line: string) => (/Local:/.test(line) ? line : undefined) }] : []),
    ...(telephony
      ? [
          ...inside.voice.map((_, index) => ({
            name: index === 0 ? 'voice' : `voice-${index + 1}`,
            command: process.execPath,
            args: ['--max-semi-space-size=4', voiceFile, String(index + 1)],
            env: node,
            channel: true,
            heartbeat: 5000,
            shows: (line: string) => (/"level":"(?:error|fatal)"|Error:/.test(line) ? `voice: ${line}` : undefined),
          })),
          {
            name: 'kamailio',
            ...telephony.kamailio,
            after: { child: 'hub', says: 'migrated' }, // It reads accounts from the hub's tables.
            shows: complaint('kamailio', / (?:WARNING|ERROR|CRITICAL|ALERT|BUG): /),
          },
          {
            name: 'rtpengine',
            ...telephony.rtpengine,
            shows: complaint('rtpengine', /\b(?:WARNING|ERR|CRIT|ALERT)\b/),
          },
          ...(telephony.janus
            ? [{ name: 'janus', ...telephony.janus, shows: complaint('janus', /\[(?:ERR|FATAL)\]/) }]
            : []),
        ]
      : []),
  ]
}

// Kamailio says these of itself at every start (a safety margin for OpenSSL) and stop (its workers' pipes close).
const harmless = /openssl bug #1491|receive_fd\(\): EOF/

const complaint = (name: string, pattern: RegExp) => (line: string) =>
  pattern.test(line) && !harmless.test(line) ? `${name}: ${line}` : undefined

const insideVariables = ({ evapi, kamailioHttp, ng, digits, janus, voice }: InsidePorts) => ({
  SVARA_EVAPI_PORT: String(evapi),
  SVARA_KAMAILIO_HTTP_PORT: String(kamailioHttp),
  SVARA_NG_PORT: String(ng),
  SVARA_DTMF_PORT: String(digits),
  SVARA_JANUS_PORT: String(janus),
  SVARA_VOICE_PORTS: voice.join(','),
})
