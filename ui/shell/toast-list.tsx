import { useApp } from '../app.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { shellWords as t } from '../words/index.ts'
import './toast-list.css'

export function ToastList() {
  const { toasts } = useApp()
  return (
    <section class="toasts" aria-label={t('notifications')}>
      {/* Problems are said at once, what was done when there is time. */}
      <div role="status">
        {toasts.shown.value.map(({ id, kind, text, action }) => (
          <div key={id} class={`toast ${kind}`}>
            <Icon name={kind === 'done' ? 'check' : 'warn'} />
            <span class="grow">{text}</span>
            {action && (
              <Button look="bare" onClick={action.run}>
                {action.label}
              </Button>
            )}
            <Button look="bare" icon="x" iconOnly onClick={() => toasts.close(id)}>
              {t('close')}
            </Button>
          </div>
        ))}
      </div>
    </section>
  )
}
