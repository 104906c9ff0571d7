/** Under a decision: what would come of it now, and being told when the same comes again. */
import { useState } from 'preact/hooks'
import type { z } from 'zod'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Say } from '../../../../ui/parts/sentence.tsx'
import { SeenFacts, TriedRules } from '../../../../ui/parts/trace/trace.tsx'
import { language } from '../../../../ui/words.ts'
import { tryAgain, unwatch, watchDecision } from '../../contract.ts'
import { t } from './words/index.ts'
import './actions.css'

type Again = z.infer<typeof tryAgain.output>

export default function DecisionActions({ decision, caller = false }: { decision: string; caller?: boolean }) {
  const app = useApp()
  const [again, setAgain] = useState<Again>()
  const [busy, setBusy] = useState<'again' | 'watch'>()
  const [asking, setAsking] = useState(false)

  async function doing(what: 'again' | 'watch', run: () => Promise<void>): Promise<void> {
    setBusy(what)
    try {
      await run()
    } catch (error) {
      app.toasts.problem(problemOf(error))
    } finally {
      setBusy(undefined)
    }
  }
  const judge = () =>
    doing('again', async () => {
      const found = await app.api.call(tryAgain, { id: decision, language: language.peek() })
      setAgain(found)
      app.announce(found.same ? t('same') : found.now.outcome)
    })
  const watch = (sameCaller: boolean) =>
    doing('watch', async () => {
      const { id } = await app.api.call(watchDecision, { id: decision, sameCaller })
      setAsking(false)
      app.toasts.done(t('watched'), {
        label: t('undo'),
        run: () => {
          app.api.call(unwatch, { id }).catch((error: unknown) => app.toasts.problem(problemOf(error)))
        },
      })
    })

  return (
    <div class="decision-actions">
      <div class="actions">
        <Button icon="play" busy={busy === 'again'} onClick={() => void judge()}>
          {t('again')}
        </Button>
        <Button
          look="bare"
          busy={busy === 'watch'}
          aria-expanded={caller ? asking : undefined}
          onClick={() => (caller ? setAsking(!asking) : void watch(false))}
        >
          {t('watch')}
        </Button>
      </div>
      {asking && (
        <fieldset class="actions">
          <legend class="small quiet">{t('watch.who')}</legend>
          <Button onClick={() => void watch(false)}>{t('watch.anybody')}</Button>
          <Button onClick={() => void watch(true)}>{t('watch.same')}</Button>
        </fieldset>
      )}
      {again && (
        <section aria-label={t('now')}>
          <h3>{t('now')}</h3>
          <Say>
            <p>{again.same ? t('same') : again.now.outcome}</p>
          </Say>
          {!again.same && (
            <>
              <TriedRules decision={again.now} />
              <SeenFacts decision={again.now} />
            </>
          )}
        </section>
      )}
    </div>
  )
}
