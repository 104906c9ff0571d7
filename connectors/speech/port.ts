import { definePort, type Language } from '../../core/define.ts'

/** How somebody says words herself: her name. */
export interface Recording {
  /** As they stand in a text. */
  readonly words: string
  /** Absolute path of an MP3. Another recording is another file. */
  readonly file: string
}

export interface Speech {
  /**
   * Speaks a text and gives the path of an 8 kHz mono MP3 (at most 30 s). The same text in the same language gives the same file
   * again, from the cache; it stays there for a minute at least. `of`: id of whoever the text is about; what she has recorded is heard in
   * place of its words. Throws HubError `speech.failed` (also for a text with nothing to say), `speech.too-long`, `speech.unavailable`.
   */
  say(text: string, language: Language, of?: string): Promise<string>
  /** Asked from now on what somebody has recorded, by id. */
  recordings(find: (of: string) => Recording | undefined): void
  /** Whether it can speak at all on this machine. */
  available(): Promise<boolean>
}

export const speech = definePort<Speech>('speech')
