import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

let field: HTMLInputElement | undefined

/** Puts the focus into the search field; `digit`: what was typed to begin with. At once: the next key is meant for the field. */
export function wantSearch(digit = ''): void {
  if (!field) return
  field.focus()
  if (digit === '') field.select()
  else {
    field.value = digit
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** The field that is meant, for as long as it is there. */
export function useSearchKeys(of: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    field = of.current ?? undefined
    return () => {
      field = undefined
    }
  }, [])
}
