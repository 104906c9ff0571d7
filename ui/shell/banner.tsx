import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../app.ts'
import { Blank } from '../parts/blank.tsx'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { clockTime } from '../time.ts'
import { checkVersion } from '../update.ts'
import { shellWords as t } from '../words/index.ts'
import './banner.css'

/** What is shown may be old, since when, and what that means. */
export function OfflineBanner() {
  const app = useApp()
  const since = app.live.staleSince.value
  const waiting = app.changes.waiting.value.size
  const was = useRef(false)
  useEffect(() => {
    if (was.current && since === undefined) app.announce(t('offline.back'))
    // The hub may have come back as a newer one.
    if (was.current && since === undefined) checkVersion()
    was.current = since !== undefined
  }, [since === undefined])
  return (
    <div role="status" class="banner-place">
      {since !== undefined && (
        <div class="banner">
          <Icon name="cloud" />
          <span class="grow">
            <b>{t('offline.since', { time: clockTime(new Date(since)) })}</b> {t('offline.means')}
            {waiting > 0 && ` ${t(waiting === 1 ? 'offline.waiting-one' : 'offline.waiting', { count: waiting })}`}
          </span>
          <Button onClick={() => app.live.connect()}>{t('try-now')}</Button>
        </div>
      )}
    </div>
  )
}

/** The hub can't be reached and nobody is known here: there is nothing else to show. */
export function Unreachable({ onRetry }: { onRetry: () => void }) {
  return (
    <main class="alone">
      <Blank heading="h1" icon="cloud" title="Svara" about={t('unreachable')}>
        <Button look="main" onClick={onRetry}>
          {t('try-now')}
        </Button>
      </Blank>
    </main>
  )
}
