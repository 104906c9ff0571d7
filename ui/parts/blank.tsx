import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import './blank.css'

/** In place of a list that has nothing: what will come here and one thing to do, or what failed and what still works. */
export function Blank({
  icon,
  title,
  about,
  heading: Heading = 'h2',
  children,
}: {
  icon: IconName
  /** h1 where it is all that the page shows. */
  heading?: 'h1' | 'h2'
  title: string
  about: string
  children?: ComponentChildren
}) {
  return (
    <div class="blank">
      <Icon name={icon} />
      <Heading>{title}</Heading>
      <p>{about}</p>
      {children}
    </div>
  )
}
