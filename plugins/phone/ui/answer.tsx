import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import type { App } from '../../../ui/app.ts'
import { Button } from '../../../ui/parts/button.tsx'
import type { Phone } from './phone.ts'
import { t } from './words/index.ts'

/** Decline and Answer, for the card of a call; the same component for the same call. */
export function answerOf(app: Pick<App, 'announce'>, phone: Pick<Phone, 'order'>) {
  const made = new Map<string, FunctionComponent>()
  return (callId: string): FunctionComponent => {
    const known = made.get(callId)
    if (known) return known
    function Answer() {
      // The caller's name is said by the card.
      useEffect(() => app.announce(t('answer.by-key'), 'polite'), [])
      return (
        <>
          <Button look="end" icon="end" shortcut="⇧F2" onClick={() => phone.order({ do: 'hang-up', callId })}>
            {t('decline')}
          </Button>
          <Button look="call" icon="phone" shortcut="F2" onClick={() => phone.order({ do: 'answer', callId })}>
            {t('answer')}
          </Button>
        </>
      )
    }
    made.set(callId, Answer)
    return Answer
  }
}
