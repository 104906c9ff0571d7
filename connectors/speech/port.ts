import { definePort, type Language } from '../../core/define.ts'

export interface Speech {
  /**
   * Speaks a text and gives the path of an 8 kHz mono MP3 (at most 30 s). The same text in the same language gives the same file
   * again, from the cache; it stays there for a minute at least. Throws HubError `speech.failed` (also for a text with nothing to say),
   * `speech.too-long`, `speech.unavailable`.
   */
  say(text: string, language: Language): Promise<string>
  /** Whether it can speak at all on this machine. */
  available(): Promise<boolean>
}

export const speech = definePort<Speech>('speech')
