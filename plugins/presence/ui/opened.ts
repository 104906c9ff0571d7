/** What isn't in the first sight comes right behind it, so that it is there when it is opened, with or without a connection. */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useApp } from '../../../ui/app.ts'
import { shellWords } from '../../../ui/words/index.ts'

type Opened = typeof import('./behind.tsx')

const opened = signal<Opened | undefined>(undefined)

/** Undefined until it has come. `wanted`: somebody waits for it, and is told when it doesn't come. */
export function useOpened(wanted: boolean): Opened | undefined {
  const { toasts } = useApp()
  useEffect(() => {
    if (opened.peek()) return
    import('./behind.tsx').then(
      come => {
        opened.value = come
      },
      () => wanted && toasts.problem(shellWords('screen.failed')),
    )
  }, [wanted])
  return opened.value
}
