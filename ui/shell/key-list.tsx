import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../app.ts'
import { allowSingleKeys, singleKeys } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { Switch } from '../parts/switch.tsx'
import { commands } from '../slots.tsx'
import { shellWords as t } from '../words/index.ts'
import './key-list.css'

const names: Readonly<Record<string, string>> = { 'ctrl+k': 'Ctrl K' }
const written = (key: string): string =>
  names[key] ??
  key
    .split(/[+ ]/)
    .map(part => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ')

/** `views`: how many there are to go to. */
export function KeyList({ onClose, views }: { onClose: () => void; views: number }) {
  const app = useApp()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
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
        <Button look="bare" icon="x" iconOnly onClick={() => dialog.current?.close()}>
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
