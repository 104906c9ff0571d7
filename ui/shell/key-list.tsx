import { useApp } from '../app.ts'
import { allowSingleKeys, singleKeys } from '../keys.ts'
import { Dialog } from '../parts/dialog.tsx'
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
    <Dialog title={t('keys.title')} class="key-list" onClose={onClose}>
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
    </Dialog>
  )
}
