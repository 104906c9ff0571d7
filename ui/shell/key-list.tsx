import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useApp } from '../app.ts'
import { allowSingleKeys, listenForKeys, singleKeys } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { Switch } from '../parts/switch.tsx'
import { type Command, commands, type Screen } from '../slots.tsx'
import { shellWords as t } from '../words/index.ts'
import { wantSearch } from './search-keys.ts'
import './key-list.css'

/** The shell's own keys and the plugins', for as long as the shell is there. */
export function useShellKeys(screens: readonly Screen[]) {
  const app = useApp()
  const [shown, setShown] = useState(false)
  const all = useMemo(() => {
    const act = (key: string, say: () => string, run: () => void): Command => ({
      key,
      say,
      run() {
        run()
        return true
      },
    })
    return [
      act('/', () => t('keys.search'), wantSearch),
      act('ctrl+k', () => t('keys.search'), wantSearch),
      ...'0123456789+*#'.split('').map(digit =>
        act(
          digit,
          () => '',
          () => wantSearch(digit),
        ),
      ),
      ...screens
        .slice(0, 9)
        .map((screen, place) => act(`g ${place + 1}`, screen.title, () => app.go(`/${screen.path}`))),
      act(
        '?',
        () => t('keys.this'),
        () => setShown(true),
      ),
      ...app.filled(commands),
    ]
  }, [app])
  useEffect(() => listenForKeys(() => all), [all])
  return { shown, show: () => setShown(true), hide: () => setShown(false) }
}

const names: Readonly<Record<string, string>> = { 'ctrl+k': 'Ctrl K' }
const written = (key: string): string =>
  names[key] ??
  key
    .split(/[+ ]/)
    .map(part => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ')

/** `views`: how many there are to go to. */
export function KeyList({ open, onClose, views }: { open: boolean; onClose: () => void; views: number }) {
  const app = useApp()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  const rows: [string, string][] = [
    ['/', t('keys.search')],
    ['Ctrl K', t('keys.search')],
    [views > 1 ? `G 1–${Math.min(views, 9)}` : 'G 1', t('keys.view')],
    ['↑ ↓', t('keys.move')],
    ['Enter', t('keys.open')],
    ['Esc', t('keys.leave')],
    ...app
      .filled(commands)
      .filter(command => command.say() !== '')
      .map((command): [string, string] => [written(command.key), command.say()]),
    ['?', t('keys.this')],
  ]
  return (
    <dialog ref={dialog} class="key-list" aria-labelledby="key-list-title" onClose={onClose}>
      <div class="line-of">
        <h2 id="key-list-title" class="grow">
          {t('keys.title')}
        </h2>
        <Button look="bare" icon="x" iconOnly onClick={onClose}>
          {t('close')}
        </Button>
      </div>
      <dl>
        {rows.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Switch
        label={t('keys.single')}
        about={t('keys.single.about')}
        on={singleKeys.value}
        onChange={allowSingleKeys}
      />
    </dialog>
  )
}
