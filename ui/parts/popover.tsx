import type { ComponentChildren, RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import './popover.css'

/**
 * Opens over the page beneath `anchor`, and closes on Escape or a press elsewhere (the browser's own popover, in its top layer). Focus
 * goes in when it opens, and back to where it was when it closes.
 */
export function Popover({
  open,
  anchor,
  onClose,
  label,
  width = 470,
  children,
}: {
  open: boolean
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
  label: string
  /** Pixels; never wider than the window. */
  width?: number
  children: ComponentChildren
}) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const popover = box.current
    if (!popover || !open) return
    const before = document.activeElement
    const button = anchor.current
    // A press on its own button is no press elsewhere: it would close, and the button open it again. Said behind the press that opens
    // it, which would hide it else.
    const told = setTimeout(() => {
      if (!(button instanceof HTMLButtonElement)) return
      button.popoverTargetElement = popover
      button.popoverTargetAction = 'hide'
    })
    popover.showPopover()
    place(popover, button)
    const onToggle = (event: Event) => {
      if ((event as ToggleEvent).newState === 'closed') onClose()
    }
    const onResize = () => place(popover, anchor.current)
    popover.addEventListener('toggle', onToggle)
    addEventListener('resize', onResize)
    const first = popover.querySelector<HTMLElement>('[autofocus], [data-first]') ?? popover
    first.focus()
    return () => {
      popover.removeEventListener('toggle', onToggle)
      removeEventListener('resize', onResize)
      clearTimeout(told)
      if (button instanceof HTMLButtonElement) button.popoverTargetElement = null
      const held = popover.contains(document.activeElement) || document.activeElement === document.body
      if (popover.matches(':popover-open')) popover.hidePopover()
      if (held && before instanceof HTMLElement) before.focus()
    }
  }, [open])
  if (!open) return null
  return (
    <div
      ref={box}
      class="popover"
      popover="auto"
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      style={{ width: `min(${width}px, calc(100vw - 16px))` }}
    >
      {children}
    </div>
  )
}

const margin = 8

function place(popover: HTMLElement, anchor: HTMLElement | null): void {
  if (!anchor) return
  const from = anchor.getBoundingClientRect()
  const left = Math.min(Math.max(margin, from.right - popover.offsetWidth), innerWidth - popover.offsetWidth - margin)
  const below = from.bottom + 6
  const fits = below + popover.offsetHeight + margin <= innerHeight
  popover.style.left = `${Math.max(margin, left)}px`
  popover.style.top = `${fits ? below : Math.max(margin, innerHeight - popover.offsetHeight - margin)}px`
}
