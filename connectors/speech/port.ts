import { definePort, type Language } from '../../core/define.ts'

export interface Speech {
  /**
   * Speaks a text and gives the path of an 8 kHz mono MP3 (at most 30 s). The same text in the same language gives the same file
   * again, from the cache. Throws HubError `speech.failed`, `speech.too-long`.
   */
  say(text: string, language: Language): Promise<string>
  /** Whether it can speak at all on this machine. */
  available(): Promise<boolean>
}

export const speech = definePort<Speech>('speech')
