/** A list of which only the rows in sight are in the document. Its rows are all of one height, whatever size of text is set. */
import type { ComponentChildren, ComponentType, RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import './virtual-list.css'

export interface RowPlace {
  readonly index: number
  readonly style?: Record<string, string>
  readonly 'aria-setsize': number
  readonly 'aria-posinset': number
}

export interface VirtualListProps {
  /** What scrolls; it may hold other things, and other lists. */
  readonly scroller: RefObject<HTMLElement | null>
  readonly count: number
  readonly keyOf: (index: number) => string
  /** An `li`, with what the list says of its place. */
  readonly row: (place: RowPlace) => ComponentChildren
  /** Stays in the document wherever one scrolls: the row that has the focus. -1: none. */
  readonly keep?: number
  readonly label?: string
  readonly labelledBy?: string
  readonly class?: string
}

export type LongListProps = Omit<VirtualListProps, 'label' | 'labelledBy' | 'class'> & {
  readonly attributes: Readonly<Record<string, string | undefined>>
}

/** Fewer are all there: the browser's own search in the page finds them, and nothing more is loaded. */
const few = 60

let loaded: ComponentType<LongListProps> | undefined

export function VirtualList(props: VirtualListProps) {
  const { count, row, label, labelledBy, class: look = '' } = props
  const [Long, setLong] = useState(() => loaded)
  const long = count > few
  useEffect(() => {
    if (!long || Long) return
    let current = true
    void import('./long-list.tsx').then(({ LongList }) => {
      loaded = LongList
      if (current) setLong(() => LongList)
    })
    return () => {
      current = false
    }
  }, [long])
  const attributes = { 'aria-label': label, 'aria-labelledby': labelledBy, class: look }
  if (long && Long) return <Long {...props} attributes={{ ...attributes, class: `virtual ${look}` }} />
  // Those at the top, until the rest can be shown.
  const rows = Array.from({ length: Math.min(count, few) }, (_, index) =>
    row({ index, 'aria-setsize': count, 'aria-posinset': index + 1 }),
  )
  return <ul {...attributes}>{rows}</ul>
}
