/** What voicemail says. Sentences that every caller hears are kept, since a long message outlives the voice's own cache. */
import { createHash } from 'node:crypto'
import { copyFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import type { Speech } from '../../connectors/speech/port.ts'
import type { Sound } from '../../connectors/voice/port.ts'
import type { Language } from '../../core/define.ts'
import { HubError } from '../../core/error.ts'
import { folderFor } from './files.ts'
import { said } from './spoken.ts'

export type Prompt = keyof (typeof said)['sv']

export interface Prompts {
  /** A sentence that is always the same. */
  kept(prompt: Prompt, language: Language): Promise<Sound>
  /** One that is made for this call; with the id of whom it is about, in her own voice where it says her name. Undefined where the voice isn't there, or takes longer than anybody would wait for it. */
  now(text: string, language: Language, of?: string): Promise<Sound | undefined>
  /** Makes all that are kept, so that the first caller doesn't wait for them. */
  prepare(): Promise<void>
}

/** A voice agent waits three seconds for what it asks. Milliseconds. */
const patience = 2500

/** A file's name, without what it ends in. */
export const keptName = (text: string, language: Language): string =>
  createHash('sha256').update(`${language} ${text}`).digest('hex').slice(0, 32)

export function openPrompts(speech: Speech, folder: string): Prompts {
  const made = new Map<string, Promise<Sound>>()

  async function make(text: string, language: Language): Promise<Sound> {
    const file = join(folder, `${keptName(text, language)}.mp3`)
    if (await stat(file).catch(() => undefined)) return { file }
    await folderFor(file)
    const part = `${file}.${process.pid}.part`
    await copyFile(await speech.say(text, language), part)
    await rename(part, file)
    return { file }
  }

  async function kept(prompt: Prompt, language: Language): Promise<Sound> {
    const key = `${language} ${prompt}`
    const making = made.get(key) ?? make(said[language][prompt], language)
    made.set(key, making)
    // Asked for again when the voice is back.
    making.catch(() => made.delete(key))
    return making
  }

  return {
    kept,
    async now(text, language, of) {
      const late = new Promise<undefined>(resolve => setTimeout(() => resolve(undefined), patience))
      const speaking = speech.say(text, language, of).then(file => ({ file }))
      return Promise.race([speaking, late]).catch((error: unknown) => {
        if (error instanceof HubError) return undefined
        throw error
      })
    },
    async prepare() {
      for (const language of ['sv', 'en'] as const) {
        for (const prompt of Object.keys(said[language]) as Prompt[]) await kept(prompt, language)
      }
    },
  }
}

/** "i dag 14:10", "i går 09:00", "5 oktober 14:10". */
export function whenSpoken(at: Date, now: Date, zone: string, language: Language): string {
  const then = DateTime.fromJSDate(at, { zone }).setLocale(language)
  const days = Math.round(DateTime.fromJSDate(now, { zone }).startOf('day').diff(then.startOf('day'), 'days').days)
  const time = then.toFormat('HH:mm')
  if (days === 0) return language === 'sv' ? `i dag ${time}` : `today at ${time}`
  if (days === 1) return language === 'sv' ? `i går ${time}` : `yesterday at ${time}`
  return language === 'sv' ? `${then.toFormat('d MMMM')} ${time}` : `${then.toFormat('d MMMM')} at ${time}`
}
