import type { ButtonHTMLAttributes, ComponentChildren, Ref } from 'preact'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import './button.css'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'icon' | 'disabled' | 'class'> {
  /** main: the one thing to do here; call and end: green and red, for calls alone; bare: no border until it is pointed at. */
  look?: 'plain' | 'main' | 'call' | 'end' | 'bare'
  icon?: IconName
  /** An icon alone: the words are for screen readers and the tooltip. */
  iconOnly?: boolean
  /** The key that does the same, shown on it. */
  shortcut?: string
  /** Why it can't be used now. It can still be focused, and says so. */
  unable?: string | undefined
  /** Being carried out: pressing it again does nothing. */
  busy?: boolean
  children: ComponentChildren
  class?: string
  innerRef?: Ref<HTMLButtonElement | null>
}

export function Button({
  look = 'plain',
  icon,
  iconOnly = false,
  shortcut,
  unable,
  busy = false,
  children,
  innerRef,
  class: more = '',
  onClick,
  title,
  ...rest
}: ButtonProps) {
  const still = unable !== undefined || busy
  return (
    <button
      type="button"
      ref={innerRef ?? null}
      class={`button ${look} ${iconOnly ? 'icon-only' : ''} ${more}`}
      aria-disabled={unable !== undefined ? 'true' : undefined}
      aria-busy={busy ? 'true' : undefined}
      title={unable ?? title ?? (iconOnly && typeof children === 'string' ? children : undefined)}
      onClick={event => (still ? event.preventDefault() : onClick?.(event))}
      {...rest}
    >
      {icon && <Icon name={icon} />}
      {iconOnly ? <span class="for-readers">{children}</span> : <span>{children}</span>}
      {shortcut && <kbd aria-hidden="true">{shortcut}</kbd>}
    </button>
  )
}
