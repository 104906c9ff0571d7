/** That all calls go elsewhere, always in sight: whoever forgets it wonders why nobody calls. */
import { useApp } from '../../../ui/app.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { shownNumber } from '../../../ui/phone-number.ts'
import { forwardingOf, save } from './save.ts'
import { t } from './words/index.ts'
import './sign.css'

export function Sign() {
  const app = useApp()
  const set = forwardingOf(app)
  const to = set?.always
  if (!set || to === undefined) return null
  return (
    <span class="forwarding-sign">
      <a href="/settings/forwarding">{t('sign', { to: shownNumber(to) })}</a>
      <Button look="bare" icon="x" iconOnly onClick={() => void save(app, set, { ...set, always: undefined })}>
        {t('off')}
      </Button>
    </span>
  )
}
