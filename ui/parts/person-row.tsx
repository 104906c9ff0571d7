/** Somebody in a list: picture, name, line, activity, until, note, actions. The cells of an `li` of the class `person-row`. */
import type { ComponentChildren } from 'preact'
import { Avatar } from './avatar.tsx'
import type { IconName } from './icons.ts'
import './person-row.css'

export interface PersonRowProps {
  name: string
  icon?: IconName | undefined
  /** Address of a picture. */
  photo?: string | undefined
  /** Under the name. */
  about: ComponentChildren
  /** The whole row in words, for screen readers: "Björn Lind, Försäljning, closed, In a meeting, back 14:30". */
  said: string
  /** Address of the card. */
  href: string
  open: boolean
  tabIndex: 0 | -1
  sign?: ComponentChildren
  tags?: ComponentChildren
  line?: ComponentChildren
  /** Elements of the classes row-activity, row-until and row-note. */
  cells?: ComponentChildren
  actions?: ComponentChildren
}

export function PersonRow(props: PersonRowProps) {
  const { name, icon, photo, about, said, href, open, tabIndex, sign, tags, line, cells, actions } = props
  return (
    <>
      <a class="row-pick" href={href} aria-current={open ? 'true' : undefined} tabIndex={tabIndex} draggable={false}>
        <Avatar name={name} photo={photo} {...(icon && { icon })}>
          {sign}
        </Avatar>
        <span class="row-name" aria-hidden="true">
          <span class="row-title">
            <b class="cut">{name}</b>
            {tags}
          </span>
          <small class="cut">{about}</small>
        </span>
        <span class="for-readers">{said}</span>
      </a>
      <span class="row-line" aria-hidden="true">
        {line}
      </span>
      <span class="row-cells" aria-hidden="true">
        {cells}
      </span>
      <span class="row-actions">{actions}</span>
    </>
  )
}
