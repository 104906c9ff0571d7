import type { App } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { type Forwarding, forwardingView, setForwarding } from '../contract.ts'
import { t } from './words/index.ts'

/** As it is now; the live state itself is changed in place. Undefined while it is on its way. */
export function forwardingOf(app: App): Forwarding | undefined {
  const now = app.live.view(forwardingView).state()
  return now && { ...now }
}

const written = ({ seconds, ...set }: Forwarding) => ({
  always: set.always ?? '',
  busy: set.busy ?? '',
  unanswered: set.unanswered ?? '',
  unreachable: set.unreachable ?? '',
  seconds,
})

/** Never seen before the hub has taken it: a number may lead nowhere. Throws what the hub says of it, unless `app` is to say it. */
export async function saveOrThrow(app: App, before: Forwarding, wish: Forwarding): Promise<Forwarding> {
  const set = await app.api.call(setForwarding, written(wish))
  app.toasts.done(t('saved'), { label: t('undo'), run: () => void save(app, set, before) })
  return set
}

export async function save(app: App, before: Forwarding, wish: Forwarding): Promise<void> {
  await saveOrThrow(app, before, wish).catch((error: unknown) => app.toasts.problem(problemOf(error)))
}
