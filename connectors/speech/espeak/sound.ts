/** From words, spoken or recorded, to an MP3: espeak-ng speaks, sox brings it to a telephone's band and level. */
import { readFile } from 'node:fs/promises'
import type { Language } from '../../../core/define.ts'
import { HubError } from '../../../core/error.ts'
import { type Limits, run } from './program.ts'

export interface Commands {
  readonly espeak: string
  readonly sox: string
}

const rate = 8000
const longest = 30
/** Seconds behind the words. Before them the encoder's own delay, 0.13 s, does as well. */
const padding = 0.1
/** Seconds between what is spoken and what was recorded: a breath, so that the one voice doesn't run into the other. */
const between = 0.06
/** Seconds. libav, which plays it, takes what has fewer frames for no MP3 at all. */
const shortest = 0.35
/** dBFS before the limiter, which takes a decibel: loud enough beside a person's voice, with room for the peaks. */
const level = -19
const limits: Limits = { milliseconds: 5000, bytes: 4_000_000 }

const voices: Readonly<Record<Language, string>> = { sv: 'sv', en: 'en-gb' }
/** Words a minute. The default, 175, is too fast to follow on a phone. */
const speed = 160

/** Changes whenever the same text would sound otherwise, so that an older sound isn't found in the cache. */
export const recipe = ['espeak-ng', 1, voices, speed, level, padding, shortest, between]

const silence = ['silence', '1', '0.01', '0.3%']
const raw = ['-t', 's16', '-r', String(rate), '-c', '1']

/** To be spoken, or the path of an MP3 in which it is said. */
export type Part = { readonly text: string } | { readonly file: string }

/** 8 kHz mono MP3, 32 kbit/s. Throws as `run` does, and `speech.too-long` beyond 30 s. */
export async function sound(parts: readonly Part[], language: Language, commands: Commands): Promise<Buffer> {
  const said: Buffer[] = []
  for (const part of parts)
    said.push(await ('text' in part ? speak(part.text, language, commands) : read(part.file, commands)))
  const words = said.length === 1 ? said[0] : await together(said, commands)
  return finished(words ?? Buffer.alloc(0), commands)
}

/** Samples without silence at the ends. */
async function speak(text: string, language: Language, commands: Commands): Promise<Buffer> {
  // -b 1: UTF-8. --stdin: the whole text at once. -z: no pause at the end.
  const options = ['-v', voices[language], '-s', String(speed), '-b', '1', '-z', '--stdin', '--stdout']
  const wave = await run(commands.espeak, options, text, limits)
  return bare('wav', wave, commands)
}

const read = async (file: string, commands: Commands) => bare('mp3', await readFile(file), commands)

function bare(type: 'wav' | 'mp3', input: Buffer, { sox }: Commands): Promise<Buffer> {
  // Room for the resampler's overshoot, the telephone band's lower edge, then silence off both ends.
  const shape = ['gain', '-6', 'highpass', '150', 'rate', String(rate), ...silence, 'reverse', ...silence, 'reverse']
  return run(sox, ['-V1', '-t', type, '-', ...raw, '-', ...shape], input, limits)
}

/** One behind the other, each as loud as the other. */
async function together(parts: readonly Buffer[], { sox }: Commands): Promise<Buffer> {
  const even: Buffer[] = []
  for (const part of parts) {
    // Nothing of a part may be its words' fault: a comma alone is silent.
    if (part.length === 0) continue
    const effects = ['gain', '-l', (level - decibels(part)).toFixed(2), 'pad', '0', String(between)]
    even.push(await run(sox, ['-V1', ...raw, '-', ...raw, '-', ...effects], part, limits))
  }
  return Buffer.concat(even)
}

async function finished(words: Buffer, { sox }: Commands): Promise<Buffer> {
  const seconds = words.length / 2 / rate
  if (seconds === 0) throw new HubError('speech.failed', 500, { reason: 'silent' })
  if (seconds + 2 * padding > longest) throw new HubError('speech.too-long', 422, { seconds: Math.ceil(seconds) })

  const after = Math.max(padding, shortest - seconds)
  // gain -l limits the peaks softly instead of clipping them.
  const loudness = ['gain', '-l', (level - decibels(words)).toFixed(2), 'pad', '0', after.toFixed(2)]
  return await run(sox, ['-V1', ...raw, '-', '-C', '32.2', '-t', 'mp3', '-', ...loudness], words, limits)
}

/** RMS in dBFS of 16-bit little-endian samples. */
function decibels(pcm: Buffer): number {
  let squares = 0
  for (let at = 0; at + 1 < pcm.length; at += 2) squares += pcm.readInt16LE(at) ** 2
  return 10 * Math.log10(Math.max(squares / (pcm.length / 2), 1) / 32768 ** 2)
}
