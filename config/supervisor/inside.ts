/** Ports between the processes of one stack, on loopback: named in the environment or chosen once, and kept over restarts. */
import type { Environment } from '../environment.ts'
import { freePort } from './ports.ts'

export interface InsidePorts {
  readonly evapi: number
  readonly kamailioHttp: number
  readonly ng: number
  readonly digits: number
  readonly janus: number
  /** A voice agent each. */
  readonly voice: readonly number[]
}

export async function insidePorts(environment: Environment): Promise<InsidePorts> {
  const { httpPort, sipPort, tlsPort, trunkPort, inside } = environment
  const named = Object.values(inside).flatMap(ports => ports ?? [])
  const taken = new Set([httpPort, sipPort, tlsPort, trunkPort, ...named])
  const voice = [...(inside.voice ?? [])]
  while (voice.length < environment.voiceAgents) voice.push(await freePort(['tcp'], taken))
  return {
    voice,
    evapi: inside.evapi ?? (await freePort(['tcp'], taken)),
    kamailioHttp: inside.kamailioHttp ?? (await freePort(['tcp'], taken)),
    ng: inside.ng ?? (await freePort(['udp'], taken)),
    digits: inside.digits ?? (await freePort(['udp'], taken)),
    janus: inside.janus ?? (await freePort(['tcp'], taken)),
  }
}
