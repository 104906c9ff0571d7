import { useEffect, useRef } from 'preact/hooks'
import { Button } from '../../../ui/parts/button.tsx'
import { t } from './list-words/index.ts'
import type { Older } from './log.ts'

/** At the end of the log: older calls come when one presses, and `byItself` when one has scrolled here. */
export function OlderCalls({ older, more, byItself }: { older: Older; more: () => Promise<void>; byItself: boolean }) {
  const end = useRef<HTMLParagraphElement>(null)
  const { state, problem } = { problem: undefined, ...older }
  useEffect(() => {
    const place = end.current
    if (!place || !byItself || state !== 'some') return
    const watch = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void more()
    })
    watch.observe(place)
    return () => watch.disconnect()
  }, [state, byItself])
  if (state === 'none') return null
  return (
    <p ref={end} class="older">
      <Button busy={state === 'loading'} onClick={() => void more()}>
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
