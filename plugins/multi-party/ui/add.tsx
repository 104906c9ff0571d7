/** Adds somebody to the call in the dock. */
import { useRef, useState } from 'preact/hooks'
import { useApp } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { NumberPicker } from '../../../ui/parts/number-picker.tsx'
import { Popover } from '../../../ui/parts/popover.tsx'
import type { PhoneCall } from '../../phone/contract.ts'
import { startParty } from '../contract.ts'
import { t } from './words/index.ts'

export function AddControl({ call }: { call: PhoneCall }) {
  const app = useApp()
  if (call.phase !== 'talking') return null
  return <AddTo pick={to => app.api.call(startParty, { call: call.callId, to })} />
}

/** `pick` rejects with what the hub says. */
export function AddTo({ pick }: { pick: (to: string) => Promise<unknown> }) {
  const [open, setOpen] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const button = useRef<HTMLButtonElement>(null)
  const show = (yes: boolean) => {
    setOpen(yes)
    setWrong(undefined)
  }
  const picked = (to: string) => {
    pick(to).then(
      () => show(false),
      (error: unknown) => setWrong(problemOf(error)),
    )
  }
  return (
    <>
      <Button icon="plus" innerRef={button} aria-haspopup="dialog" aria-expanded={open} onClick={() => show(!open)}>
        {t('add')}
      </Button>
      <Popover open={open} anchor={button} onClose={() => show(false)} label={t('add.title')} width={320}>
        <NumberPicker label={t('add.whom')} callTo={who => t('add.call', { who })} wrong={wrong} onPick={picked} />
      </Popover>
    </>
  )
}
