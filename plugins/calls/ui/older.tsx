import { useEffect, useRef } from 'preact/hooks'
import { Button } from '../../../ui/parts/button.tsx'
import type { Log } from './log.ts'
import { t } from './words/index.ts'

/** At the end of the log: older calls come when one presses, and `byItself` when one has scrolled here. */
export function OlderCalls({ log, byItself }: { log: Log; byItself: boolean }) {
  const end = useRef<HTMLParagraphElement>(null)
  const { state, problem } = { problem: undefined, ...log.older.value }
  useEffect(() => {
    const place = end.current
    if (!place || !byItself || state !== 'some') return
    const watch = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void log.showOlder()
    })
    watch.observe(place)
    return () => watch.disconnect()
  }, [state, byItself])
  if (state === 'none') return null
  return (
    <p ref={end} class="older">
      <Button busy={state === 'loading'} onClick={() => void log.showOlder()}>
        {t(state === 'loading' ? 'older.loading' : 'older')}
      </Button>
      {problem !== undefined && (
        <span class="problem" role="alert">
          {problem}
        </span>
      )}
    </p>
  )
}
