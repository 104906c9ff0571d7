import { useRef } from 'preact/hooks'
import { useApp } from '../app.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import type { Toast, Toasts } from '../toasts.ts'
import { shellWords as t } from '../words/index.ts'
import { UpdateNotice } from './update.tsx'
import './toast-list.css'

export function ToastList() {
  const { toasts } = useApp()
  return <ToastBoard toasts={toasts} />
}

export function ToastBoard({ toasts }: { toasts: Toasts }) {
  const board = useRef<HTMLElement>(null)
  /** Pointed at, or focus within: asked anew, since what was closed there takes its focus with it. */
  const hold = () => {
    const here = board.current
    toasts.hold(here?.matches(':is(:hover, :focus-within)') ?? false)
  }
  return (
    <section
      ref={board}
      class="toasts"
      aria-label={t('notifications')}
      onPointerEnter={hold}
      onPointerLeave={hold}
      onFocusIn={hold}
      // The next one to have it isn't known until it has.
      onFocusOut={() => setTimeout(hold)}
    >
      {/* Said when there is time: calls alone may interrupt. */}
      <div role="status">
        {toasts.shown.value.map(toast => (
          <ToastLine
            key={toast.id}
            toast={toast}
            onClose={() => {
              toasts.close(toast.id)
              setTimeout(hold)
            }}
          />
        ))}
      </div>
      <UpdateNotice />
    </section>
  )
}

function ToastLine({ toast, onClose }: { toast: Toast; onClose: () => void }) {
  const { kind, text, action } = toast
  return (
    <div class={`toast ${kind}`}>
      {kind !== 'doing' && <Icon name={kind === 'done' ? 'check' : 'warn'} />}
      <span class="grow">{text}</span>
      {action && (
        <Button look="bare" onClick={action.run}>
          {action.label}
        </Button>
      )}
      <Button look="bare" icon="x" iconOnly onClick={onClose}>
        {t('close')}
      </Button>
    </div>
  )
}
