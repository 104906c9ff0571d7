import { useEffect, useMemo, useState } from 'preact/hooks'
import { useApp } from '../app.ts'
import { listenForKeys } from '../keys.ts'
import { type Command, commands, type Screen } from '../slots.tsx'
import { shellWords as t } from '../words/index.ts'
import { wantSearch } from './search-keys.ts'

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
