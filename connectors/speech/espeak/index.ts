/** Speech by espeak-ng, brought to a telephone's sound by sox, and kept on disk. */
import { createHash } from 'node:crypto'
import pLimit from 'p-limit'
import type { Language } from '../../../core/define.ts'
import { HubError } from '../../../core/error.ts'
import type { Speech } from '../port.ts'
import { fileCache } from './cache.ts'
import { type Commands, recipe, sound } from './sound.ts'
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

  async function make(text: string, language: Language): Promise<Buffer> {
    try {
      const file = await limit(() => sound(text, language, commands))
      works = true
      return file
    } catch (error) {
      works = false
      throw error
    }
  }

  return {
    async say(text, language) {
      const words = spoken(text, language)
      if (words === '') throw new HubError('speech.failed', 422, { reason: 'empty' })
      if (words.length > mostCharacters) throw new HubError('speech.too-long', 422, { characters: words.length })
      const key = createHash('sha256')
        .update(JSON.stringify([recipe, language, words]))
        .digest('hex')
      try {
        return await cache.get(key, () => make(words, language))
      } catch (error) {
        if (error instanceof HubError) throw error
        throw new HubError('speech.failed', 500, { reason: error instanceof Error ? error.message : String(error) })
      }
    },

    /** Speaks a word into nothing, once; then again only after something failed. */
    async available() {
      if (works) return true
      return await make('hej', 'sv').then(
        () => true,
        () => false,
      )
    },
  }
}
