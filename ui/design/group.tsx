import type { ComponentChildren } from 'preact'

/** Parts of one kind. */
export function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="design-group">
      <h2>{title}</h2>
      {children}
    </div>
  )
}

/** A part in one of its states. */
export function State({ name, wide = false, children }: { name: string; wide?: boolean; children: ComponentChildren }) {
  return (
    <div class={`design-state ${wide ? 'wide' : ''}`}>
      <p class="small faint">{name}</p>
      <div class="line-of">{children}</div>
    </div>
  )
}
