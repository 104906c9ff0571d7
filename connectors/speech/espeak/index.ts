/** Speech by espeak-ng, brought to a telephone's sound by sox, and kept on disk. */
import { createHash } from 'node:crypto'
import pLimit from 'p-limit'
import type { Language } from '../../../core/define.ts'
import { HubError } from '../../../core/error.ts'
import type { Recording, Speech } from '../port.ts'
import { fileCache } from './cache.ts'
import { type Commands, type Part, recipe, sound } from './sound.ts'
import { spoken } from './spoken/index.ts'

/** Even digits read one by one don't fit more into 30 s than this many characters. */
const mostCharacters = 1000
/** So that a burst of new sentences leaves processor time for the calls. */
const atOnce = 2

/**
 * `folder` holds the cached files: at most 2,000 and 100 MB, least recently used first to go. `commands` names the programs where
 * they aren't on the path.
 */
export function espeakSpeech(options: { folder: string; commands?: Partial<Commands> }): Speech {
  const commands: Commands = { espeak: 'espeak-ng', sox: 'sox', ...options.commands }
  const cache = fileCache(options.folder, '.mp3', { files: 2000, bytes: 100_000_000 })
  const limit = pLimit(atOnce)
  let works = false
  let recordingOf: (of: string) => Recording | undefined = () => undefined

  async function make(parts: readonly Part[], language: Language): Promise<Buffer> {
    try {
      const file = await limit(() => sound(parts, language, commands))
      works = true
      return file
    } catch (error) {
      works = false
      throw error
    }
  }

  const kept = (key: string, parts: readonly Part[], language: Language): Promise<string> =>
    cache.get(createHash('sha256').update(key).digest('hex'), () => make(parts, language))

  return {
    async say(text, language, of) {
      const recording = of === undefined ? undefined : recordingOf(of)
      const fitted = recording && withRecording(text, language, recording)
      if (recording && fitted) {
        const key = JSON.stringify([recipe, language, fitted])
        // A recording that can't be read is no reason to say nothing.
        const file = await kept(key, fitted, language).catch(() => undefined)
        if (file !== undefined) return file
      }
      const words = spoken(text, language)
      if (words === '') throw new HubError('speech.failed', 422, { reason: 'empty' })
      if (words.length > mostCharacters) throw new HubError('speech.too-long', 422, { characters: words.length })
      try {
        return await kept(JSON.stringify([recipe, language, words]), [{ text: words }], language)
      } catch (error) {
        if (error instanceof HubError) throw error
        throw new HubError('speech.failed', 500, { reason: error instanceof Error ? error.message : String(error) })
      }
    },

    recordings(find) {
      recordingOf = find
    },

    /** Speaks a word into nothing, once; then again only after something failed. */
    async available() {
      if (works) return true
      return await make([{ text: 'hej' }], 'sv').then(
        () => true,
        () => false,
      )
    },
  }
}

/** What is spoken around a recording; undefined where its words aren't in the text, or what is around them is too long. */
function withRecording(text: string, language: Language, { words, file }: Recording): readonly Part[] | undefined {
  const at = words === '' ? -1 : text.indexOf(words)
  if (at === -1) return undefined
  const around = [text.slice(0, at), text.slice(at + words.length)].map(part => spoken(part, language))
  if (around.some(part => part.length > mostCharacters)) return undefined
  const [before = '', after = ''] = around
  const texts = (part: string): readonly Part[] => (/[\p{L}\p{N}]/u.test(part) ? [{ text: part }] : [])
  return [...texts(before), { file }, ...texts(after)]
}
