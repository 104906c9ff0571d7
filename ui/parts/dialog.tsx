import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { shellWords as t } from '../words/index.ts'
import { Button } from './button.tsx'
import './dialog.css'

/** Over the whole app until it is answered or closed: the browser's own dialog keeps the focus, and gives it back. */
export function Dialog({
  title,
  class: look = '',
  onClose,
  children,
}: {
  title: string
  /** "wide", or a look of its own. */
  class?: string
  onClose: () => void
  children: ComponentChildren
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} class={`dialog ${look}`} aria-labelledby={id} onClose={onClose}>
      <div class="line-of">
        <h2 id={id} class="grow">
          {title}
        </h2>
        <Button look="bare" icon="x" iconOnly onClick={() => dialog.current?.close()}>
          {t('close')}
        </Button>
      </div>
      {children}
    </dialog>
  )
}
