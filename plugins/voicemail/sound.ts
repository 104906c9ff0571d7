/**
 * Sound as voicemail keeps it: 8 kHz mono MP3, without the silence at its end, as loud as any other. sox does it, in processes of its own;
 * what comes through here is looked at in pieces, so that calls don't wait for a long message.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rename, rm } from 'node:fs/promises'
import { HubError } from '../../core/error.ts'
import { steps } from './contract.ts'
import { folderFor } from './files.ts'

const rate = 8000
/** A piece of sound: 10 ms. */
const piece = rate / 100
/** dBFS: what is quieter is nobody speaking. */
const quiet = -48
/** dBFS of what is not quiet, after. The limiter behind it takes some. */
const level = -20
/** Pieces that are kept behind the last sound. */
const tail = 30
const patience = 60_000
/** Without DC and the hum of the mains. */
const clean = ['highpass', '80']

export interface Made {
  readonly milliseconds: number
  /** 0 to 100, `steps` of them. */
  readonly loudness: readonly number[]
}

interface Heard {
  /** Of each piece: its loudest sample and its power, of full scale. */
  readonly peaks: readonly number[]
  readonly powers: readonly number[]
}

/**
 * Makes `to` (MP3) of `from` (WAV). Undefined where less than `least` seconds of it are loud; no file then. Throws HubError
 * `voicemail.not-sound` (422) for what sox can't read as WAV or is longer than `longest` seconds.
 */
export async function telephoneSound(
  from: string,
  to: string,
  { longest, least }: { readonly longest: number; readonly least: number },
): Promise<Made | undefined> {
  // The type is ours to say: sox guesses by content, and knows dozens of formats that nobody needs here.
  const input = ['-V1', '--no-dither', '-t', 'wav', from]
  const { peaks, powers } = await listen([
    ...input,
    '-t',
    'raw',
    '-e',
    'signed',
    '-b',
    '16',
    '-r',
    String(rate),
    '-c',
    '1',
    '-',
    ...clean,
  ])
  if (peaks.length > longest * 100) throw new HubError('voicemail.not-sound', 422)
  const loud = powers.filter(isLoud)
  if (loud.length < least * 100) return undefined
  const end = Math.min(powers.length, powers.findLastIndex(isLoud) + 1 + tail)
  const mean = loud.reduce((sum, power) => sum + power, 0) / loud.length
  const gain = (level - 10 * Math.log10(mean)).toFixed(2)
  await folderFor(to)
  const part = `${to}.part`
  try {
    // 32 kbit/s. gain -l limits peaks softly instead of clipping them.
    const shape = ['rate', String(rate), ...clean, 'trim', '0', String(end / 100), 'gain', '-l', gain]
    await run([...input, '-C', '32.2', '-c', '1', '-t', 'mp3', part, ...shape])
    await rename(part, to)
  } finally {
    await rm(part, { force: true })
  }
  return { milliseconds: end * 10, loudness: shapeOf(peaks.slice(0, end)) }
}

const isLoud = (power: number) => 10 * Math.log10(power) > quiet

/** The loudest of each part, beside the loudest of all. */
function shapeOf(peaks: readonly number[]): number[] {
  const most = Math.max(...peaks, Number.MIN_VALUE)
  return Array.from({ length: steps }, (_, step) => {
    const from = Math.floor((step * peaks.length) / steps)
    const part = peaks.slice(from, Math.max(from + 1, Math.floor(((step + 1) * peaks.length) / steps)))
    return Math.round((100 * Math.max(...part, 0)) / most)
  })
}

async function listen(args: readonly string[]): Promise<Heard> {
  const peaks: number[] = []
  const powers: number[] = []
  let [count, peak, power] = [0, 0, 0]
  let left: Buffer = Buffer.alloc(0)
  await run(args, chunk => {
    const data = left.length > 0 ? Buffer.concat([left, chunk]) : chunk
    for (let at = 0; at + 1 < data.length; at += 2) {
      const sample = data.readInt16LE(at) / 32768
      peak = Math.max(peak, Math.abs(sample))
      power += sample * sample
      count += 1
      if (count < piece) continue
      peaks.push(peak)
      powers.push(power / piece)
      ;[count, peak, power] = [0, 0, 0]
    }
    left = data.length % 2 === 1 ? data.subarray(data.length - 1) : Buffer.alloc(0)
  })
  return { peaks, powers }
}

async function run(args: readonly string[], take?: (chunk: Buffer) => void): Promise<void> {
  const child = spawn('sox', args, {
    stdio: ['ignore', take ? 'pipe' : 'ignore', 'ignore'],
    timeout: patience,
    killSignal: 'SIGKILL',
  })
  if (take) child.stdout?.on('data', take)
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new HubError('voicemail.not-sound', 422)
}
