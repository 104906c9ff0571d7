import { useRef, useState } from 'preact/hooks'
import { useApp } from '../app.ts'
import { problemOf } from '../changes.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Button } from '../parts/button.tsx'
import { Popover } from '../parts/popover.tsx'
import { Segmented } from '../parts/segmented.tsx'
import { Fills, sectionsOf, settings, settingsSections, topItems } from '../slots.tsx'
import { theme, themes } from '../theme.ts'
import { shellWords as t } from '../words/index.ts'
import { language } from '../words.ts'
import { switchLanguage } from './language.ts'
import { Search } from './search.tsx'
import './top.css'

/** `inert`: covered. */
export function Top({ inert }: { inert: boolean }) {
  return (
    <header class="top" inert={inert}>
      <Search />
      <Fills of={topItems} />
      <Me />
    </header>
  )
}

function Me() {
  const app = useApp()
  const { name } = app.who
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const leave = (everywhere: boolean) => {
    app.signOut(everywhere).catch((error: unknown) => app.toasts.problem(problemOf(error)))
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button bare icon-only me"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Avatar name={name} />
        <span class="for-readers">{t('me', { name })}</span>
      </button>
      <Popover open={open} anchor={button} onClose={() => setOpen(false)} label={t('me.title')} width={320}>
        <div class="settings">
          <h2>{name}</h2>
          <Segmented
            label={t('theme')}
            choices={themes.map(value => ({ value, label: t(`theme.${value}`) }))}
            value={theme.value}
            onChange={value => {
              theme.value = value
            }}
          />
          <Segmented
            label="Språk, language"
            choices={[
              { value: 'sv', label: 'Svenska' },
              { value: 'en', label: 'English' },
            ]}
            value={language.value}
            onChange={value => {
              if (value !== language.value) void switchLanguage(app)
            }}
          />
          <Fills of={settings} />
          {sectionsOf(app, settingsSections).length > 0 && (
            <Button
              icon="gear"
              onClick={() => {
                setOpen(false)
                app.go('/settings')
              }}
            >
              {t('settings')}
            </Button>
          )}
          <hr />
          <div class="line-of">
            <Button onClick={() => leave(false)}>{t('sign-out')}</Button>
            <Button look="bare" onClick={() => leave(true)}>
              {t('sign-out.everywhere')}
            </Button>
          </div>
        </div>
      </Popover>
    </>
  )
}
