/** Missed calls that nobody has looked at: counted beside the view's name until they are in sight. */
import { computed, type ReadonlySignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type App, useApp } from '../../../ui/app.ts'
import type { Badge } from '../../../ui/slots.tsx'
import { callsSeen, myCalls, newlyMissed } from '../contract.ts'
import { t } from './words/index.ts'

export function missedBadge(app: Pick<App, 'live'>): ReadonlySignal<Badge | undefined> {
  const missed = app.live
    .view(myCalls)
    .select(({ calls, seenAt }) => calls.filter(call => newlyMissed(call, seenAt)).length)
  return computed(() => ({ count: missed.value ?? 0, what: t('missed'), hot: true }))
}

/** While the log is in sight, what is missed is seen: at once in this tab, and in the others when the hub says so. */
export function useSeen(badge: ReadonlySignal<Badge | undefined>): void {
  const app = useApp()
  const count = badge.value?.count ?? 0
  useEffect(() => {
    if (count === 0) return
    const look = () => {
      if (document.visibilityState !== 'visible') return
      // Next time will do: nothing that anybody asked for has failed.
      app.api.call(callsSeen, {}).catch(() => undefined)
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [count])
}
