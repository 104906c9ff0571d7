import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import './blank.css'

/** In place of a list that has nothing: what will come here and one thing to do, or what failed and what still works. */
export function Blank({
  icon,
  title,
  about,
  children,
}: {
  icon: IconName
  title: string
  about: string
  children?: ComponentChildren
}) {
  return (
    <div class="blank">
      <Icon name={icon} />
      <h2>{title}</h2>
      <p>{about}</p>
      {children}
    </div>
  )
}
