/** Says in passing that something followed happened again, with the way to its reason. Shows nothing itself. */
import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { reasonAddresses } from '../../../../ui/slots.tsx'
import { said } from '../../../../ui/words.ts'
import { watchesView } from '../../contract.ts'
import { t } from './words/index.ts'

export default function Told() {
  const app = useApp()
  const watches = app.live.view(watchesView).state()?.watches
  const known = useRef<Map<string, string>>(undefined)
  const newest = watches?.map(({ id, hits: [first] }) => `${id} ${first?.decision}`).join()
  useEffect(() => {
    if (!watches) return
    const before = known.current
    known.current = new Map(watches.map(({ id, hits: [first] }) => [id, first?.decision ?? '']))
    if (!before) return
    for (const { id, title, hits } of watches) {
      const [hit] = hits
      if (!hit || before.get(id) === hit.decision || (!before.has(id) && hits.length > 0)) continue
      const address = app
        .filled(reasonAddresses)
        .map(addressOf => addressOf(hit.event, hit.subject))
        .find(found => found !== undefined)
      const text = t('happened', { title: title ? said(title) : t('followed.no-rule') })
      app.toasts.done(text, address === undefined ? undefined : { label: t('why'), run: () => app.go(address) })
    }
  }, [newest])
  return null
}
