/** Ports of the loopback that nobody has now, for programs that must be told which to take. */
import { freePort, reserve, type Transport, whyNot } from '../../config/supervisor/ports.ts'

const taken = new Set<number>()

/** Free for UDP and TCP unless told, and never given twice by this process. */
export const freeLoopbackPort = (transports: readonly Transport[] = ['udp', 'tcp']): Promise<number> =>
  freePort(transports, taken)

/** Two hundred for media, "30200-30399", that no other stack of this machine has. */
export async function freeMediaPorts(): Promise<string> {
  for (let first = 30_000; first < 32_600; first += 200) {
    if (!(await reserve(first))) continue
    const sample = [0, 1, 2, 3, 40, 80, 120, 160, 199]
    const problems = await Promise.all(sample.map(port => whyNot('udp', '127.0.0.1', first + port)))
    if (problems.some(problem => problem !== undefined)) continue
    return `${first}-${first + 199}`
  }
  throw new Error('No two hundred free ports between 30000 and 32599 on 127.0.0.1')
}
