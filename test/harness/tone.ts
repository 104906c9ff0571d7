import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Writes a prompt as the hub's are (MP3, 8 kHz, mono, 32 kbit/s): a tone of 440 Hz at -15 dBFS. Gives its path. */
export async function tonePrompt(folder: string, seconds: number): Promise<string> {
  const file = join(folder, `tone-${seconds}.mp3`)
  const synth = ['synth', String(seconds), 'sine', '440', 'gain', '-12']
  await promisify(execFile)('sox', ['-V1', '-n', '-r', '8000', '-c', '1', '-C', '32.2', file, ...synth])
  return file
}
