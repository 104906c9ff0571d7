/** Ports of the loopback that nobody has now, for programs that must be told which to take. */
import { freePort, reserve, type Transport, whyNot } from '../../config/supervisor/ports.ts'

const taken = new Set<number>()

/** Free for UDP and TCP unless told, and never given twice by this process. */
export const freeLoopbackPort = (transports: readonly Transport[] = ['udp', 'tcp']): Promise<number> =>
  freePort(transports, taken)

/** The first of so many side by side, for programs that take the next ones without being asked. */
export async function freeLoopbackRow(length: number): Promise<number> {
  const first = await freeLoopbackPort()
  for (let port = first + 1; port < first + length; port += 1) {
    const isFree = !taken.has(port) && (await reserve(port)) && (await isUnused(port))
    if (!isFree) return freeLoopbackRow(length)
    taken.add(port)
  }
  return first
}

async function isUnused(port: number): Promise<boolean> {
  const problems = await Promise.all([whyNot('udp', '127.0.0.1', port), whyNot('tcp', '127.0.0.1', port)])
  return problems.every(problem => problem === undefined)
}

/** First and last of two hundred. */
export type MediaPorts = readonly [number, number]

/** Of those that this process has reserved, the ones not in use. */
const idle: MediaPorts[] = []

/** Two hundred for media that no other program under test on this machine has, until they are given back or this process ends. */
export async function takeMediaPorts(): Promise<MediaPorts> {
  const known = idle.pop()
  if (known) return known
  for (let first = 30_000; first < 32_600; first += 200) {
    if (!(await reserve(first))) continue
    const sample = [0, 1, 2, 3, 40, 80, 120, 160, 199]
    const problems = await Promise.all(sample.map(port => whyNot('udp', '127.0.0.1', first + port)))
    if (problems.every(problem => problem === undefined)) return [first, first + 199]
  }
  throw new Error('No two hundred free ports between 30000 and 32599 on 127.0.0.1')
}

export const giveMediaPorts = (ports: MediaPorts): void => void idle.push(ports)
