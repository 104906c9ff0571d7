import { useState } from 'preact/hooks'
import { ApiError } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field } from '../../../../ui/parts/field.tsx'
import { Switch } from '../../../../ui/parts/switch.tsx'
import { clockTime } from '../../../../ui/time.ts'
import { setPin } from '../../contract.ts'
import type { Part } from './settings.tsx'
import { t } from './words/index.ts'

export function Pin({ box, onBox, change }: Part) {
  const app = useApp()
  const [pin, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function save(wanted: string): Promise<void> {
    setBusy(true)
    try {
      onBox(await app.api.call(setPin, { pin: wanted }))
      setTyped('')
      app.toasts.done(t(wanted === '' ? 'pin.removed' : 'pin.saved'))
    } catch (error) {
      if (error instanceof ApiError && error.status < 500) setProblem(error.say)
      else app.toasts.problem(problemOf(error))
    }
    setBusy(false)
  }

  return (
    <form
      aria-labelledby="voicemail-pin"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (busy) return
        if (/^\d{4,8}$/.test(pin)) void save(pin)
        else setProblem(t('pin.new'))
      }}
    >
      <h3 id="voicemail-pin">{t('pin')}</h3>
      <p class="small quiet">
        {t('pin.about', { number: box.number ?? '' })} {box.hasPin ? '' : t('pin.none')}
      </p>
      {box.lockedUntil !== undefined && (
        <p class="problem">{t('pin.locked', { time: clockTime(new Date(box.lockedUntil)) })}</p>
      )}
      <Field
        label={t('pin.new')}
        type="password"
        inputMode="numeric"
        autoComplete="new-password"
        maxLength={8}
        value={pin}
        problem={problem}
        onInput={event => {
          setTyped(event.currentTarget.value)
          setProblem(undefined)
        }}
      />
      <div class="foot">
        <Button look="main" type="submit" busy={busy}>
          {t('pin.save')}
        </Button>
        {box.hasPin && (
          <Button look="bare" onClick={() => void save('')}>
            {t('pin.remove')}
          </Button>
        )}
      </div>
      {box.hasPin && (
        <Switch
          label={t('pin.own')}
          on={box.pinAtOwnPhones}
          onChange={pinAtOwnPhones => void change({ pinAtOwnPhones })}
        />
      )}
    </form>
  )
}
