/** The life of a supervisor, from the environment to its exit code. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { installClock } from '../clock.ts'
import { type Environment, environmentOrExit } from '../environment.ts'
import { type CertificateFiles, certificateFiles } from '../tls.ts'
import { type Family, startFamily } from './family.ts'
import { type InsidePorts, insidePorts } from './inside.ts'
import { hubObstacle, telephonyObstacle } from './obstacles.ts'
import { searchPath } from './programs.ts'
import { type Program, stack, type Telephony } from './stack.ts'
import { watchCode } from './watch.ts'

export interface TelephonySettings {
  readonly environment: Environment
  readonly inside: InsidePorts
  readonly certificate: CertificateFiles
}
export type RenderTelephony = (settings: TelephonySettings) => Telephony

export interface SupervisorOptions {
  readonly telephony: RenderTelephony
  /** File of the hub; config/hub.ts unless given. */
  readonly hub?: string
  /** Start the hub again when the code changes: Kamailio and rtpengine keep their calls. The pages then come from their sources. */
  readonly watch?: boolean
  readonly pages?: (environment: Environment) => Program
}

const complain = (line: string) => process.stderr.write(`${line}\n`)

/** Ends the process: 0 when told to stop, 1 when the HTTP port is taken, 2 when the configuration can't work. */
export async function runSupervisor(options: SupervisorOptions): Promise<void> {
  const environment = environmentOrExit()
  if (environment.now) installClock(environment.now)
  process.env.PATH = searchPath()
  const obstacle = await hubObstacle(environment)
  if (obstacle) {
    complain(obstacle)
    process.exit(1)
  }
  mkdirSync(environment.data, { recursive: true, mode: 0o700 })
  const inside = await insidePorts(environment)
  const { telephony, reason } = await telephonyOf(environment, inside, options.telephony)
  if (reason) complain(`Telephony is off: ${reason}`)
  const family = startFamily(
    stack({
      environment,
      inside,
      telephony,
      reason,
      pages: options.pages?.(environment),
      ...(options.hub && { hub: options.hub }),
    }),
    {
      logs: join(environment.data, 'logs'),
      tell: (line, child) => (child === 'hub' ? process.stdout : process.stderr).write(`${line}\n`),
      says: (child, word) => {
        if (child === 'hub' && process.connected) process.send?.({ [word]: true })
      },
    },
  )
  if (options.watch) watchCode(join(import.meta.dirname, '../..'), () => family.restart('hub'))
  stopWhenTold(family)
  process.exit(await family.hopeless)
}

async function telephonyOf(environment: Environment, inside: InsidePorts, render: RenderTelephony) {
  if (environment.telephony !== 'auto') return {}
  const reason = await telephonyObstacle(environment)
  if (reason) return { reason }
  try {
    const certificate = await certificateFiles(environment)
    return { telephony: render({ environment, inside, certificate }) }
  } catch (error) {
    return { reason: error instanceof Error ? explained(error) : String(error) }
  }
}

const explained = (error: Error & { details?: unknown }) =>
  error.details === undefined ? error.message : `${error.message} ${JSON.stringify(error.details)}`

function stopWhenTold(family: Family) {
  const stop = () => {
    void family.stop().then(() => process.exit(0))
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop)
  // Set-up started this process and keeps a channel to it; when set-up is gone, by kill -9 too, so is whoever wanted this.
  if (process.channel) process.on('disconnect', stop)
}
