/** My calls at phones that aren't this browser: who is at the other end, and what can be done from here. */
import type { Signal } from '@preact/signals'
import { useApp } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { now } from '../../../ui/clock.ts'
import { Avatar } from '../../../ui/parts/avatar.tsx'
import { Button } from '../../../ui/parts/button.tsx'
import { Dock } from '../../../ui/parts/dock.tsx'
import { LineState } from '../../../ui/parts/line-sign.tsx'
import { Fills } from '../../../ui/slots.tsx'
import { duration } from '../../../ui/time.ts'
import { type CallEntry, myCalls } from '../../calls/contract.ts'
import { callControls, hangUpCall, type PhoneCall } from '../contract.ts'
import { nameOf } from './said.ts'
import type { PhoneState } from './state.ts'
import { t } from './words/index.ts'

/** `state`: of the phone in this browser, where it is one. */
export function Elsewhere({ state }: { state: Signal<PhoneState> | undefined }) {
  const app = useApp()
  const here = state?.value.calls ?? []
  const known = new Set(here.flatMap(({ id, callId }) => [id, callId]))
  const calls = app.live.view(myCalls).state()?.calls ?? []
  return (
    <>
      {calls.filter(isElsewhere).map(entry => {
        const call = asPhoneCall(entry)
        return known.has(entry.id) || known.has(call.callId) ? null : <Call key={entry.id} entry={entry} call={call} />
      })}
    </>
  )
}

const isElsewhere = ({ phase, callId }: CallEntry) => phase === 'talking' && callId !== undefined

const asPhoneCall = ({ callId = '', direction, other: { name, number } }: CallEntry): PhoneCall => ({
  ...{ callId, direction, name, number },
  phase: 'talking',
})

function Call({ entry, call }: { entry: CallEntry; call: PhoneCall }) {
  const app = useApp()
  const name = nameOf(app, call)
  const since = Date.parse(entry.answeredAt ?? entry.startedAt)
  return (
    <Dock
      label={t('elsewhere', { name })}
      who={
        <>
          <Avatar name={name} {...(call.number === undefined && { icon: 'phone' as const })} />
          <div class="cut">
            <b class="cut">{name}</b>
            <span class="small quiet line-of">
              <LineState look="call" word={t('elsewhere.time', { time: duration((now.value - since) / 1000) })} />
              <a href={`/calls/${entry.id}/why`}>{t('why')}</a>
            </span>
          </div>
        </>
      }
    >
      <Fills of={callControls} call={call} />
      <Button
        look="end"
        icon="end"
        aria-label={t('end.with', { name })}
        onClick={() => {
          app.api
            .call(hangUpCall, { callId: call.callId })
            .catch((error: unknown) => app.toasts.problem(problemOf(error)))
        }}
      >
        {t('end')}
      </Button>
    </Dock>
  )
}
