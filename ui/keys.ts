/** The keyboard: one listener for the whole app. Single keys are silent in fields, and can be turned off (WCAG 2.1.4). */
import { signal } from '@preact/signals'
import { kept } from './kept.ts'
import type { Command } from './slots.tsx'

const remembered = kept<boolean>('keys')
/** Whether keys without Ctrl do anything. F-keys always do. */
export const singleKeys = signal(remembered.read() ?? true)

export function allowSingleKeys(allowed: boolean): void {
  singleKeys.value = allowed
  remembered.write(allowed)
}

/** "shift+f2", "shift+l", "ctrl+k", "/", "g": shift only where it isn't what makes the character. */
function nameOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase()
  const modified = event.ctrlKey || event.metaKey ? 'ctrl+' : ''
  const shifted = event.shiftKey && /^\p{L}|../u.test(key) ? 'shift+' : ''
  return `${modified}${shifted}${key}`
}

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable)

/** What is open over the page, and wants an answer first, has the keyboard; a call may still be answered. */
const isCovered = () => document.querySelector('dialog:modal, [inert] main') !== null

/** Two keys one after the other ("g 1") are written with a space. Gives what ends it. */
export function listenForKeys(commands: () => readonly Command[]): () => void {
  let before = ''
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return
    const key = nameOf(event)
    const everywhere = /f\d+$/.test(key)
    const single = !key.startsWith('ctrl+') && !everywhere
    const sequence = `${before} ${key}`
    before = ''
    if (single && (isField(event.target) || !singleKeys.peek())) return
    if (!everywhere && isCovered()) return
    const known = commands()
    // The second of two keys is never a key of its own: whoever mistook it goes on where she was.
    const second = !sequence.startsWith(' ') && single
    if (!second && known.some(command => command.key.startsWith(`${key} `))) before = key
    // Several may have the same key, each on its own screen: the first that does something.
    const meant = known.filter(one => one.key === (second ? sequence : key))
    if (!meant.some(command => command.run() !== false) && !second) return
    before = ''
    event.preventDefault()
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}
