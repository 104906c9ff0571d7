/** The virtual list where it has many rows: loaded by whoever knows that many people. */
import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core'
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks'
import type { LongListProps } from './virtual-list.tsx'

const usual = 44

export function LongList({ scroller, count, keyOf, row, keep = -1, attributes }: LongListProps) {
  const list = useRef<HTMLUListElement>(null)
  const [, again] = useReducer<number, undefined>(times => times + 1, 0)
  const [height, setHeight] = useState(usual)
  const [top, setTop] = useState(0)
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: keyOf,
    scrollMargin: top,
    overscan: 8,
    // Before the first measure, and for a window that isn't shown.
    initialRect: { width: 0, height: 900 },
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const indexes = defaultRangeExtractor(range)
      if (keep < 0 || keep >= count || indexes.includes(keep)) return indexes
      return [...indexes, keep].sort((a, b) => a - b)
    },
    onChange: () => {
      place()
      again(undefined)
    },
  }
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options))
  virtualizer.setOptions(options)

  /** What stands above it may have grown. */
  function place(): void {
    const [box, into] = [list.current?.getBoundingClientRect(), scroller.current]
    // Hidden behind a page of its own, on a phone.
    if (!box || !into || into.clientHeight === 0) return
    setTop(Math.round(box.top - into.getBoundingClientRect().top + into.scrollTop))
  }

  useLayoutEffect(() => virtualizer._didMount(), [])
  useLayoutEffect(() => {
    virtualizer._willUpdate()
    place()
    const one = list.current?.querySelector('li')?.getBoundingClientRect().height
    if (one && Math.abs(one - height) > 0.5) setHeight(one)
  })
  useLayoutEffect(() => virtualizer.measure(), [height])

  const before = useRef(virtualizer.getVirtualItems())
  const items = virtualizer.getVirtualItems()
  // A list that isn't shown keeps its rows: focus comes back to one of them.
  if (items.length > 0) before.current = items
  return (
    <ul
      ref={list}
      {...attributes}
      class={`virtual ${attributes.class ?? ''}`}
      style={{ height: `${count * height}px` }}
    >
      {before.current
        .filter(({ index }) => index < count)
        .map(({ index }) =>
          row({
            index,
            style: { transform: `translateY(${index * height}px)` },
            'aria-setsize': count,
            'aria-posinset': index + 1,
          }),
        )}
    </ul>
  )
}
