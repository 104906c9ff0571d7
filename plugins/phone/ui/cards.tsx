/** Cards of calls that ring here and that the log doesn't know: no hub could decide, and the number map did. */
import { type Signal, useSignal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import { type App, useApp } from '../../../ui/app.ts'
import { Incoming } from '../../../ui/parts/incoming.tsx'
import { shownDigits } from '../../../ui/phone-number.ts'
import { myCalls } from '../../calls/contract.ts'
import { nameOf } from './said.ts'
import { type CallState, type PhoneState, waiting } from './state.ts'
import { t } from './words/index.ts'

/** The log has a call some hundredths of a second after it rings, as a rule. Milliseconds. */
const patience = 2000

export function cardsOf(
  app: Pick<App, 'live'>,
  state: Signal<PhoneState>,
  answer: (callId: string) => FunctionComponent,
): FunctionComponent {
  const listed = app.live.view(myCalls)
  return function Cards() {
    const known = new Set(
      listed
        .state()
        ?.calls.filter(({ endedAt }) => !endedAt)
        .map(({ id }) => id),
    )
    const unknown = waiting(state.value.calls).filter(({ id }) => id === undefined || !known.has(id))
    return (
      <>
        {unknown.map(call => (
          <Card key={call.callId} call={call} answer={answer(call.callId)} />
        ))}
      </>
    )
  }
}

function Card({ call, answer: Answer }: { call: CallState; answer: FunctionComponent }) {
  const app = useApp()
  const late = useSignal(false)
  useEffect(() => {
    const timer = setTimeout(() => {
      late.value = true
    }, patience)
    return () => clearTimeout(timer)
  }, [])
  if (!late.value) return null
  const { name, number } = call
  const about = name !== undefined && number !== undefined ? shownDigits(number) : undefined
  return <Incoming label={t('incoming')} name={nameOf(app, call)} about={about} actions={<Answer />} />
}
