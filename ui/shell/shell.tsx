/** What stands around every view: navigation, the top line, what is going on. */

import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { ErrorBoundary, Route, Router, useLocation } from 'preact-iso'
import { useApp } from '../app.ts'
import { Blank } from '../parts/blank.tsx'
import { Button } from '../parts/button.tsx'
import { docks, Fills, overlays, type Screen, screens } from '../slots.tsx'
import { shellWords as t } from '../words/index.ts'
import { Announcer } from './announcer.tsx'
import { OfflineBanner } from './banner.tsx'
import { KeyList, useShellKeys } from './key-list.tsx'
import { Nav, Tabs } from './nav.tsx'
import { ToastList } from './toast-list.tsx'
import { Top } from './top.tsx'
import { UpdateNotice } from './update.tsx'
import './shell.css'

/** Those that this person may use, in order. */
export function useScreens(): readonly Screen[] {
  const app = useApp()
  return app.filled(screens).filter(({ allow }) => allow?.(app.who) ?? true)
}

/** `inert`: something over it wants an answer first. */
export function Shell({ inert }: { inert: boolean }) {
  const app = useApp()
  const mine = useScreens()
  const { path } = useLocation()
  const [wholeNav, showWholeNav] = useState(false)
  const keys = useShellKeys(mine)
  const current = mine.find(screen => path.split('/')[1] === screen.path)
  const title = current?.title()

  useEffect(() => {
    document.title = title === undefined ? 'Svara' : `${title} – Svara`
  }, [title])
  useEffect(() => showWholeNav(false), [path])
  useEffect(() => {
    const [first] = mine
    if (path === '/' && first) app.go(`/${first.path}`, 'replace')
  }, [path])

  const stale = app.live.staleSince.value !== undefined
  return (
    <div class={`shell ${stale ? 'stale' : ''}`} inert={inert}>
      <button type="button" class="skip button" onClick={() => document.getElementById('main')?.focus()}>
        {t('skip')}
      </button>
      <Nav screens={mine} whole={wholeNav} onKeys={keys.show} onLeave={() => showWholeNav(false)} />
      <Top />
      <OfflineBanner />
      <main id="main" tabIndex={-1}>
        <ErrorBoundary>
          <Router>
            {mine.map(screen => (
              <Route key={screen.path} path={`/${screen.path}/:rest*`} component={screen.view as ComponentType} />
            ))}
            <Route default component={Missing} />
          </Router>
        </ErrorBoundary>
      </main>
      <Fills of={docks} />
      <Tabs screens={mine} whole={wholeNav} onMore={() => showWholeNav(!wholeNav)} />
      <Fills of={overlays} />
      <ToastList />
      <UpdateNotice />
      <KeyList open={keys.shown} onClose={keys.hide} />
      <Announcer />
    </div>
  )
}

function Missing() {
  const { path } = useLocation()
  const app = useApp()
  // On its way to the first view.
  if (path === '/') return null
  return (
    <Blank icon="search" title={t('missing.title')} about={t('missing.about')}>
      <Button look="main" onClick={() => app.go('/')}>
        {t('missing.home')}
      </Button>
    </Blank>
  )
}
