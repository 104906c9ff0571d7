import type { ComponentChildren } from 'preact'
import './dock.css'

/** The call in progress, below everything. `who`: picture, name, how long; `children`: what one can do. */
export function Dock({ label, who, children }: { label: string; who: ComponentChildren; children: ComponentChildren }) {
  return (
    <section class="dock" aria-label={label}>
      <div class="dock-who">{who}</div>
      <div class="dock-actions">{children}</div>
    </section>
  )
}
