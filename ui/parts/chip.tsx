import type { ComponentChildren, Ref } from 'preact'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import './chip.css'

/** fact: what is looked at; operator: how; value: with what; add: one more. */
export type ChipLook = 'fact' | 'operator' | 'value' | 'add'

/** A word of a rule's sentence. With `onClick` it can be changed, without it is only read. */
export function Chip({
  look,
  icon,
  wrong = false,
  open,
  innerRef,
  onClick,
  children,
}: {
  look: ChipLook
  icon?: IconName
  /** Something about it stops the rule: what, is said beside the sentence. */
  wrong?: boolean
  /** What it opens is open. */
  open?: boolean
  innerRef?: Ref<HTMLButtonElement | null>
  onClick?: () => void
  children: ComponentChildren
}) {
  const content = (
    <>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </>
  )
  const looks = `chip ${look} ${wrong ? 'wrong' : ''}`
  if (!onClick) return <span class={looks}>{content}</span>
  return (
    <button type="button" ref={innerRef ?? null} class={looks} aria-expanded={open} onClick={onClick}>
      {content}
    </button>
  )
}
