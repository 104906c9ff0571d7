/** Keys of a list: ↑ ↓ Home End move from row to row; other keys do something with the row that has the focus. */
import { singleKeys } from '../keys.ts'

const moves = ['ArrowUp', 'ArrowDown', 'Home', 'End']

/**
 * For `onKeyDown` of what holds the rows. A row is marked `data-row`, and is or holds what takes the focus: what is marked
 * `data-pick`. `keys` are of one letter, in lower case; what they get is the row.
 */
export function listKeys(keys: Readonly<Record<string, (row: HTMLElement) => void>> = {}) {
  return (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (!(event.target instanceof HTMLElement) || event.target.matches('input, textarea, select')) return
    const list = event.currentTarget
    const row = event.target.closest<HTMLElement>('[data-row]')
    if (moves.includes(event.key)) {
      const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')]
      const next = rows[nextPlace(event.key, row ? rows.indexOf(row) : -1, rows.length)]
      if (!next) return
      event.preventDefault()
      pickOf(next).focus()
      return
    }
    const act = keys[event.key.toLowerCase()]
    if (!row || !act || event.shiftKey || !singleKeys.peek()) return
    event.preventDefault()
    act(row)
  }
}

const pickOf = (row: HTMLElement): HTMLElement => row.querySelector<HTMLElement>('[data-pick]') ?? row

function nextPlace(key: string, at: number, count: number): number {
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return Math.min(count - 1, Math.max(0, key === 'ArrowDown' ? at + 1 : at - 1))
}
