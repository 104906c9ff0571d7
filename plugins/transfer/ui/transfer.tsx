/** Hands the call in the dock on, or parks it. */
import { useRef, useState } from 'preact/hooks'
import { useApp } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { NumberPicker } from '../../../ui/parts/number-picker.tsx'
import { Popover } from '../../../ui/parts/popover.tsx'
import { shownNumber } from '../../../ui/phone-number.ts'
import { type CallEntry, myCalls } from '../../calls/contract.ts'
import type { PhoneCall } from '../../phone/contract.ts'
import { parkCall, transferCall } from '../contract.ts'
import { t } from './words/index.ts'

export function TransferControl({ call }: { call: PhoneCall }) {
  const app = useApp()
  const [open, setOpen] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const button = useRef<HTMLButtonElement>(null)
  const others = (app.live.view(myCalls).state()?.calls ?? []).filter(
    ({ phase, callId }) => phase === 'talking' && callId !== call.callId,
  )
  if (call.phase !== 'talking') return null
  const show = (yes: boolean) => {
    setOpen(yes)
    setWrong(undefined)
  }
  const tried = (work: Promise<unknown>, said: string) => {
    work.then(
      () => {
        show(false)
        app.toasts.done(said)
      },
      (error: unknown) => setWrong(problemOf(error)),
    )
  }
  const id = call.callId
  return (
    <>
      <Button icon="fwd" innerRef={button} aria-haspopup="dialog" aria-expanded={open} onClick={() => show(!open)}>
        {t('transfer')}
      </Button>
      <Popover open={open} anchor={button} onClose={() => show(false)} label={t('transfer.title')} width={320}>
        {others.map(other => (
          <Button
            key={other.id}
            icon="swap"
            onClick={() => tried(app.api.call(transferCall, { id, call: other.id }), t('done', { who: nameOf(other) }))}
          >
            {t('join', { who: nameOf(other) })}
          </Button>
        ))}
        <NumberPicker
          label={t('whom')}
          callTo={who => t('to', { who })}
          wrong={wrong}
          onPick={(to, name) =>
            tried(app.api.call(transferCall, { id, to }), t('done', { who: name ?? shownNumber(to) }))
          }
        />
        <Button
          icon="hold"
          onClick={() => {
            app.api.call(parkCall, { id }).then(
              ({ slot }) => {
                show(false)
                // To be seen below everything, where a message would cover it.
                app.announce(t('parked.at', { slot }))
              },
              (error: unknown) => setWrong(problemOf(error)),
            )
          }}
        >
          {t('park')}
        </Button>
      </Popover>
    </>
  )
}

const nameOf = ({ other: { name, number } }: CallEntry): string =>
  name ?? (number === undefined ? t('unknown') : shownNumber(number))
