import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Avatar } from './avatar.tsx'
import type { IconName } from './icons.ts'
import { LineState } from './line-sign.tsx'
import './incoming.css'

export interface IncomingProps {
  /** "Incoming call". */
  readonly label: string
  readonly name: string
  /** What is known of the caller beside the name: the number, the company. */
  readonly about?: string | undefined
  readonly icon?: IconName
  readonly tag?: ComponentChildren
  /** Why it rings. */
  readonly children?: ComponentChildren
  /** Decline and answer: two buttons, within the thumb's reach. */
  readonly actions?: ComponentChildren
  /** Other ways to deal with it. */
  readonly more?: ComponentChildren
}

/** Escape must not hide a call that goes on ringing. Of `cancel` alone, browsers let it be prevented only once. */
const stay = (event: KeyboardEvent) => {
  if (event.key === 'Escape') event.preventDefault()
}

/**
 * The card of an incoming call. It takes no focus and covers no work; on a phone it takes the whole screen and is modal (`showModal`
 * keeps focus in it and gives it back).
 */
export function Incoming({ label, name, about, icon, tag, children, actions, more }: IncomingProps) {
  const id = useId()
  const card = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    if (matchMedia('(max-width: 760px)').matches) {
      card.current?.showModal()
      // On none of its buttons: whoever was just pressing a key means none of them.
      card.current?.focus()
    } else card.current?.setAttribute('open', '')
    return () => card.current?.close()
  }, [])
  return (
    <dialog ref={card} class="incoming" tabIndex={-1} aria-labelledby={`${id} ${id}-name`} onKeyDown={stay}>
      <div class="line-of">
        <span id={id} class="grow quiet">
          <LineState look="ring" word={label} />
        </span>
        {tag}
      </div>
      <div class="incoming-who">
        <Avatar name={name} size="large" {...(icon && { icon })} />
        <div class="cut">
          <b id={`${id}-name`} class="cut">
            {name}
          </b>
          {about !== undefined && <span class="quiet figures">{about}</span>}
        </div>
      </div>
      {children && <div class="incoming-why">{children}</div>}
      {more && <div class="incoming-more">{more}</div>}
      {actions && <div class="incoming-actions">{actions}</div>}
    </dialog>
  )
}
