/** What stands in the way of starting, found before anything is started, each in one plain line for people. */
import type { Environment } from '../environment.ts'
import { whyNot } from './ports.ts'
import { findProgram } from './programs.ts'

/** Without this port there is no hub. */
export async function hubObstacle({ listen, httpPort }: Environment): Promise<string | undefined> {
  const problem = await whyNot('tcp', listen, httpPort)
  return problem && `SVARA_HTTP_PORT: ${problem}`
}

/** Why there can be no telephony; the hub goes on without it and says so in /health. */
export async function telephonyObstacle(environment: Environment, path?: string): Promise<string | undefined> {
  if (environment.telephonyReason !== undefined) return environment.telephonyReason
  const missing = ['kamailio', 'rtpengine'].filter(program => !findProgram(program, path))
  if (missing.length) return `not installed: ${missing.join(', ')}`
  const { listen, sipPort, trunkPort, tlsPort } = environment
  const wanted = [
    ['SVARA_SIP_PORT', 'udp', sipPort],
    ['SVARA_SIP_PORT', 'tcp', sipPort],
    ['SVARA_TRUNK_PORT', 'udp', trunkPort],
    ['SVARA_TRUNK_PORT', 'tcp', trunkPort],
    ['SVARA_TLS_PORT', 'tcp', tlsPort],
  ] as const
  for (const [variable, transport, port] of wanted) {
    const problem = await whyNot(transport, listen, port)
    if (problem) return `${variable}: ${problem}`
  }
  return undefined
}
