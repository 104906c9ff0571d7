/** A view: its heading, its main part, and one side panel that has an address of its own. */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useApp } from '../app.ts'
import { Button } from './button.tsx'
import './view.css'

/** `title` is the view's h1. `side`: its panel is open, which on a phone is a page of its own. */
export function View({
  title,
  head,
  side = false,
  children,
}: {
  title: string
  /** Beside the heading: filters, what can be added. */
  head?: ComponentChildren
  side?: boolean
  children: ComponentChildren
}) {
  return (
    <section class={`view ${side ? 'with-side' : ''}`} aria-label={title}>
      <div class="view-head">
        <h1>{title}</h1>
        {head}
      </div>
      <div class="split">{children}</div>
    </section>
  )
}

/**
 * The way back and Escape lead to `back`, the address of the view without it. On a narrow window, where it is all there is, focus comes
 * in; when it closes, focus goes back to the row that it belonged to.
 */
export function SidePanel({
  label,
  back,
  backTo,
  children,
}: {
  label: string
  back: string
  /** Name of the view it leads back to. */
  backTo: string
  children: ComponentChildren
}) {
  const app = useApp()
  const panel = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const row = document.querySelector<HTMLElement>('main [aria-current="true"]')
    if (matchMedia('(max-width: 760px)').matches) panel.current?.focus()
    return () => {
      const held = panel.current?.contains(document.activeElement) || document.activeElement === document.body
      if (held) row?.focus()
    }
  }, [])
  return (
    <aside
      ref={panel}
      class="side"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={event => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        app.go(back)
      }}
    >
      <Button look="bare" icon="back" class="back" onClick={() => app.go(back)}>
        {backTo}
      </Button>
      {children}
    </aside>
  )
}
