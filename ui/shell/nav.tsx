import { useLocation } from 'preact-iso'
import { useApp } from '../app.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import type { Badge, Screen } from '../slots.tsx'
import { theme } from '../theme.ts'
import { shellWords as t } from '../words/index.ts'
import { switchLanguage } from './language.ts'
import { Mark } from './mark.tsx'
import './nav.css'

export interface NavProps {
  readonly screens: readonly Screen[]
  /** On a phone: all of it, over the page. */
  readonly whole: boolean
}

export function Nav({ screens, whole, onKeys, onLeave }: NavProps & { onKeys: () => void; onLeave: () => void }) {
  const app = useApp()
  return (
    <nav
      id="nav"
      class={`nav ${whole ? 'whole' : ''}`}
      aria-label={t('navigation')}
      onKeyDown={event => {
        if (event.key !== 'Escape' || !whole) return
        event.preventDefault()
        onLeave()
        document.querySelector<HTMLElement>('.tabs [aria-expanded]')?.focus()
      }}
    >
      <div class="brand">
        <Mark />
        <span>Svara</span>
      </div>
      <ul>
        {screens.map((screen, place) => (
          <li key={screen.path}>
            <NavLink screen={screen} shortcut={place < 9 ? `G ${place + 1}` : undefined} />
          </li>
        ))}
      </ul>
      <div class="foot">
        <Button look="bare" icon="theme" onClick={switchTheme}>
          {t('theme')}
        </Button>
        <Button look="bare" icon="globe" onClick={() => void switchLanguage(app)}>
          {t('other-language')}
        </Button>
        <Button look="bare" icon="num" onClick={onKeys} shortcut="?">
          {t('keys.title')}
        </Button>
      </div>
    </nav>
  )
}

/** The other of the two, as one sees it. */
function switchTheme(): void {
  const { colorScheme } = getComputedStyle(document.documentElement)
  const dark = colorScheme === 'dark' || (colorScheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  theme.value = dark ? 'light' : 'dark'
}

function NavLink({ screen, shortcut }: { screen: Screen; shortcut?: string | undefined }) {
  const { path } = useLocation()
  const current = path.split('/')[1] === screen.path
  return (
    <a href={`/${screen.path}`} aria-current={current ? 'page' : undefined} title={screen.title()}>
      <Icon name={screen.icon} />
      <span class="name">{screen.title()}</span>
      <Count badge={screen.badge?.value} />
      {shortcut && <kbd aria-hidden="true">{shortcut}</kbd>}
    </a>
  )
}

function Count({ badge }: { badge: Badge | undefined }) {
  if (!badge || badge.count === 0) return null
  return (
    <span class={`count ${badge.hot ? 'hot' : ''}`}>
      {badge.count > 99 ? '99+' : badge.count}
      <span class="for-readers"> {badge.what}</span>
    </span>
  )
}

const onTabs = 4

/** At the bottom of a phone: the first views, and the way to the others. */
export function Tabs({ screens, whole, onMore }: NavProps & { onMore: () => void }) {
  const { path } = useLocation()
  const first = screens.slice(0, onTabs)
  return (
    <nav class="tabs" aria-label={t('navigation.short')}>
      {first.map(screen => (
        <a
          key={screen.path}
          href={`/${screen.path}`}
          aria-current={path.split('/')[1] === screen.path && !whole ? 'page' : undefined}
        >
          <Icon name={screen.icon} />
          <span>{screen.title()}</span>
          <Count badge={screen.badge?.value} />
        </a>
      ))}
      <button type="button" aria-expanded={whole} aria-controls="nav" onClick={onMore}>
        <Icon name="dots" />
        <span>{t('more')}</span>
      </button>
    </nav>
  )
}
