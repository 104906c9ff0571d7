/** What phones show in the telephony in memory: lines of colleagues, and messages that wait. */
import type { Line, MessagesWaiting } from './port.ts'

export interface FakeLamps {
  showLine(extension: string, line: Line): void
  showMessages(extension: string, messages: MessagesWaiting): void
  /** What a phone that watches this line shows. */
  lamp(extension: string): Line
  messages(extension: string): MessagesWaiting
}

export function fakeLamps(): FakeLamps {
  const lines = new Map<string, Line>()
  const messages = new Map<string, MessagesWaiting>()
  return {
    showLine: (extension, line) => void lines.set(extension, line),
    showMessages: (extension, waiting) => void messages.set(extension, waiting),
    lamp: extension => lines.get(extension) ?? 'idle',
    messages: extension => messages.get(extension) ?? { new: 0, old: 0 },
  }
}
