import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { laterVersion, loadVersion, newVersion } from '../update.ts'
import { shellWords as t } from '../words/index.ts'

/** A new version is loaded when the person says so: what is being written, or a call, is never cut off by it. */
export function UpdateNotice() {
  return (
    <div role="status">
      {newVersion.value && (
        <div class="toast">
          <Icon name="down" />
          <span class="grow">{t('update.ready')}</span>
          <Button look="bare" onClick={loadVersion}>
            {t('update.load')}
          </Button>
          <Button look="bare" icon="x" iconOnly onClick={laterVersion}>
            {t('close')}
          </Button>
        </div>
      )}
    </div>
  )
}
