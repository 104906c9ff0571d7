/** Structured logs: JSON in production, lines for people otherwise. No secrets, and no text that people wrote to each other. */
import { type DestinationStream, type Logger, pino } from 'pino'

// Wherever a caller of the log forgets itself: by name, at the top and two levels down.
const kept = [
  'password',
  'passwordHash',
  'current',
  'secret',
  'token',
  'csrf',
  'ha1',
  'authorization',
  'cookie',
  'text',
  'note',
]
const redacted = kept.flatMap(name => [name, `*.${name}`, `*.*.${name}`])

export interface LogOptions {
  /** pino's levels, or 'silent'. */
  readonly level: string
  readonly production: boolean
  /** Standard output unless given. */
  readonly to?: DestinationStream
}

export async function openLog({ level, production, to }: LogOptions): Promise<Logger> {
  const options = { level, base: null, redact: { paths: redacted, censor: '[kept out]' } }
  if (to) return pino(options, to)
  if (production) return pino(options)
  const { default: pretty } = await import('pino-pretty')
  return pino(options, pretty({ sync: true, translateTime: 'SYS:HH:MM:ss.l' }))
}
