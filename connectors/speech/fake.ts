/** Speech without a voice: silent MP3s, as long as the text would take, and a memory of what was said. */
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '../../core/define.ts'
import { HubError } from '../../core/error.ts'
import type { Recording, Speech } from './port.ts'

export interface FakeSpeech extends Speech {
  /** `recorded`: what was heard in place of its words. */
  readonly said: readonly { readonly text: string; readonly language: Language; readonly recorded?: string }[]
  /** As if the real one were not installed, or were again. */
  reachable(yes: boolean): void
}

/** MPEG-2.5 layer III, 32 kbit/s, 8 kHz, mono: 288 bytes and 72 ms a frame; zeros behind the header are silence. */
const silentFrame = Buffer.alloc(288)
silentFrame.set([0xff, 0xe3, 0x48, 0xc4])
const frameMilliseconds = 72
const millisecondsPerCharacter = 60

export function fakeSpeech(options: { folder: string }): FakeSpeech {
  const said: { text: string; language: Language; recorded?: string }[] = []
  let recordingOf: (of: string) => Recording | undefined = () => undefined
  let there = true

  return {
    said,
    reachable(yes) {
      there = yes
    },
    recordings(find) {
      recordingOf = find
    },
    async say(text, language, of) {
      if (!there) throw new HubError('speech.unavailable', 503)
      if (!/[\p{L}\p{N}]/u.test(text)) throw new HubError('speech.failed', 422, { reason: 'empty' })
      const frames = Math.ceil((text.length * millisecondsPerCharacter) / frameMilliseconds)
      if (frames * frameMilliseconds > 30_000) throw new HubError('speech.too-long', 422)
      const recording = of === undefined ? undefined : recordingOf(of)
      const recorded = recording && text.includes(recording.words) ? recording.file : undefined
      said.push({ text, language, ...(recorded !== undefined && { recorded }) })
      const key = `${language} ${text} ${recorded ?? ''}`
      const file = join(options.folder, `${createHash('sha256').update(key).digest('hex')}.mp3`)
      await mkdir(options.folder, { recursive: true })
      await writeFile(file, Buffer.concat(Array<Buffer>(frames).fill(silentFrame)))
      return file
    },
    async available() {
      return there
    },
  }
}
