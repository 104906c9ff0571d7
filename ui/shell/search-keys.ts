import { signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/** Counts the wishes to search; `digit`: what was typed to begin with. */
export const searchWanted = signal<{ count: number; digit: string }>({ count: 0, digit: '' })

export function wantSearch(digit = ''): void {
  searchWanted.value = { count: searchWanted.peek().count + 1, digit }
}

/** Puts the focus into the field when a key asks for it, with the digit that asked. */
export function useSearchKeys(field: RefObject<HTMLInputElement | null>): void {
  const { count, digit } = searchWanted.value
  useEffect(() => {
    const input = field.current
    if (count === 0 || !input) return
    input.focus()
    if (digit === '') input.select()
    else {
      input.value = digit
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }
  }, [count])
}
