import { shellWords as t } from '../words/index.ts'
import { Blank } from './blank.tsx'
import { Button } from './button.tsx'

/** In place of a view that can't be shown. */
export function Failed({ busy = false, onRetry }: { busy?: boolean; onRetry: () => void }) {
  return (
    <div role="status">
      <Blank heading="h1" icon="warn" title={t('screen.failed')} about={t('screen.failed.about')}>
        <Button look="main" busy={busy} onClick={onRetry}>
          {t('try-now')}
        </Button>
      </Blank>
    </div>
  )
}
