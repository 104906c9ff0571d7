import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import './note.css'

const usual = { info: 'clock', warning: 'warn', stop: 'block' } as const

export function Note({
  look,
  icon,
  children,
  class: more = '',
}: {
  look: 'info' | 'warning' | 'stop'
  icon?: IconName
  children: ComponentChildren
  class?: string
}) {
  return (
    <div class={`note ${look} ${more}`}>
      <Icon name={icon ?? usual[look]} />
      <div class="grow">{children}</div>
    </div>
  )
}
