/** What stands around every view: navigation, the top line, what is going on. */

import { Component, type ComponentChildren, type ComponentType, type RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { ErrorBoundary, Route, Router, useLocation } from 'preact-iso'
import { useApp } from '../app.ts'
import { lazy } from '../lazy.tsx'
import { Blank } from '../parts/blank.tsx'
import { Button } from '../parts/button.tsx'
import { Failed } from '../parts/failed.tsx'
import { administrationSections, docks, Fills, overlays, type Screen, screens, sectionsOf } from '../slots.tsx'
import { pressing } from '../title.ts'
import { keepVersion } from '../update.ts'
import { shellWords as t } from '../words/index.ts'
import { Announcer } from './announcer.tsx'
import { OfflineBanner } from './banner.tsx'
import { Nav, Tabs } from './nav.tsx'
import { useShellKeys } from './shell-keys.ts'
import { ToastList } from './toast-list.tsx'
import { Top } from './top.tsx'
import './shell.css'

/** Those that this person may use, in order. */
export function useScreens(): readonly Screen[] {
  const app = useApp()
  const mine = app.filled(screens).filter(({ allow }) => allow?.(app.who) ?? true)
  return sectionsOf(app, administrationSections).length > 0 ? [...mine, administration] : mine
}

const KeyList = lazy(() => import('./key-list.tsx').then(({ KeyList }) => KeyList))
const Settings = lazy(() => import('./sections.tsx').then(({ Settings }) => Settings))
const administration: Screen = {
  path: 'administration',
  icon: 'gear',
  title: () => t('administration'),
  view: lazy(() => import('./sections.tsx').then(({ Administration }) => Administration)),
}

/** `inert`: something over it wants an answer first. */
export function Shell({ inert }: { inert: boolean }) {
  const app = useApp()
  const mine = useScreens()
  const { path } = useLocation()
  const [wholeNav, showWholeNav] = useState(false)
  const keys = useShellKeys(mine)
  const main = useRef<HTMLElement>(null)
  const place = path.split('/')[1]
  const current = mine.find(screen => place === screen.path)
  const title = place === 'settings' ? t('settings') : current?.title()

  const tab = pressing.value ?? title
  useEffect(() => {
    document.title = tab === undefined ? 'Svara' : `${tab} – Svara`
  }, [tab, inert])
  useEffect(() => showWholeNav(false), [path])
  useEffect(() => {
    const [first] = mine
    if (path === '/' && first) app.go(`/${first.path}`, 'replace')
  }, [path])
  useFocusOfView(main, place, wholeNav)
  useWholeNavOnPhonesOnly(wholeNav, showWholeNav)
  // What is fetched ahead waits until the first screen can be used.
  const usable = app.live.complete.value && path !== '/'
  useEffect(() => {
    if (!usable) return
    performance.mark('svara:ready')
    void keepVersion()
  }, [usable])

  const stale = app.live.staleSince.value !== undefined
  return (
    <div class={`shell ${stale ? 'stale' : ''}`} inert={inert}>
      <button type="button" class="skip button" onClick={() => main.current?.focus()}>
        {t('skip')}
      </button>
      <Nav screens={mine} whole={wholeNav} onKeys={keys.show} onLeave={() => showWholeNav(false)} />
      <Top inert={wholeNav} />
      <OfflineBanner />
      <main ref={main} id="main" tabIndex={-1} aria-label={title ?? 'Svara'} inert={wholeNav}>
        <ErrorBoundary>
          <Boundary place={path}>
            <Router>
              {mine.map(screen => (
                <Route key={screen.path} path={`/${screen.path}/:rest*`} component={screen.view as ComponentType} />
              ))}
              <Route path="/settings/:rest*" component={Settings} />
              {Design ? [<Route path="/design" component={Design} />] : []}
              <Route default component={Missing} />
            </Router>
          </Boundary>
        </ErrorBoundary>
      </main>
      <div class="docks">
        <Fills of={docks} />
      </div>
      <Tabs screens={mine} whole={wholeNav} onMore={() => showWholeNav(!wholeNav)} />
      <Fills of={overlays} />
      <ToastList />
      <ErrorBoundary>{keys.shown && <KeyList onClose={keys.hide} views={mine.length} />}</ErrorBoundary>
      <Announcer />
    </div>
  )
}

/** Every part in each of its states, for whoever builds with them. */
const Design = import.meta.env.MODE === 'production' ? undefined : lazy(() => import('../design/design.tsx'))

/** Who goes to another view, reads on there; what was left is gone, and its focus with it. */
function useFocusOfView(main: RefObject<HTMLElement | null>, place: string | undefined, covered: boolean): void {
  const before = useRef(place)
  useEffect(() => {
    if (covered) return
    const came = before.current !== place && before.current !== ''
    before.current = place
    if (came) main.current?.focus({ preventScroll: true })
  }, [place, covered])
}

/** On a phone the navigation covers the page; a window that was made wider shows both. */
function useWholeNavOnPhonesOnly(whole: boolean, show: (whole: boolean) => void): void {
  useEffect(() => {
    if (!whole) return
    document.querySelector<HTMLElement>('.nav.whole a')?.focus()
    const phone = matchMedia('(max-width: 760px)')
    const onChange = () => show(false)
    phone.addEventListener('change', onChange)
    return () => phone.removeEventListener('change', onChange)
  }, [whole])
}

/** A view that breaks leaves the rest standing; another one is none the worse for it. */
class Boundary extends Component<{ place: string; children: ComponentChildren }, { brokenAt?: string | undefined }> {
  override componentDidCatch(error: unknown): void {
    console.error(error)
    this.setState({ brokenAt: this.props.place })
  }
  render() {
    if (this.state.brokenAt !== this.props.place) return this.props.children
    return <Failed onRetry={() => this.setState({ brokenAt: undefined })} />
  }
}

function Missing() {
  const { path } = useLocation()
  const app = useApp()
  const none = useScreens().length === 0
  if (none) return <Blank heading="h1" icon="people" title={t('empty.title')} about={t('empty.about')} />
  // On its way to the first view.
  if (path === '/') return null
  return (
    <Blank heading="h1" icon="search" title={t('missing.title')} about={t('missing.about')}>
      <Button look="main" onClick={() => app.go('/')}>
        {t('missing.home')}
      </Button>
    </Blank>
  )
}
