/** Keys of a list: ↑ ↓ Home End lead from row to row. The rows are marked `data-row`, and what takes the focus in them `data-pick`. */

const moves: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: at => at + 1,
  ArrowUp: at => at - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** For `onKeyDown` of what holds the rows. */
export function moveByKeys(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
  const move = moves[event.key]
  if (!row || !move) return
  event.preventDefault()
  focusRow(rows[Math.min(rows.length - 1, Math.max(0, move(rows.indexOf(row), rows.length)))])
}

export const focusRow = (row: HTMLElement | null | undefined): void =>
  row?.querySelector<HTMLElement>('[data-pick]')?.focus()
