import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import './tag.css'

/** A word about somebody or something: VIP, Guest, New, Draft. */
export function Tag({
  look = 'plain',
  icon,
  children,
}: {
  look?: 'plain' | 'vip' | 'guest' | 'good' | 'bad'
  icon?: IconName
  children: ComponentChildren
}) {
  return (
    <span class={`tag ${look}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  )
}
