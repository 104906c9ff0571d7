import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field } from '../../../../ui/parts/field.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { changePhone, openLink, type Phone, removePhone, renewSecret } from '../../contract.ts'
import type { Given } from './hand-over.tsx'
import { Keys } from './keys.tsx'
import { t } from './words/index.ts'

interface Props {
  phone: Phone
  onGiven: (given: Given) => void
  onDone: () => void
}

export function Change({ phone, onGiven, onDone }: Props) {
  const app = useApp()
  const { id } = phone
  const [label, setLabel] = useState(phone.label)
  const [keys, setKeys] = useState<readonly string[]>(phone.keys)
  const [asks, setAsks] = useState<'secret' | 'remove'>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function carryOut(change: () => Promise<void>): Promise<void> {
    setBusy(true)
    try {
      await change()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  const save = () =>
    carryOut(async () => {
      await app.api.call(changePhone, { id, label, keys: [...keys] })
      app.toasts.done(t('saved'))
      onDone()
    })
  const link = () => carryOut(async () => onGiven({ phone, link: await app.api.call(openLink, { id }) }))
  const secret = () => carryOut(async () => onGiven({ phone, account: await app.api.call(renewSecret, { id }) }))
  const remove = () =>
    carryOut(async () => {
      await app.api.call(removePhone, { id })
      app.toasts.done(t('removed', { name: phone.label }))
      onDone()
    })

  return (
    <form
      class="phone-form"
      aria-label={t('change.of', { name: phone.label })}
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <Field
        label={t('name')}
        value={label}
        required
        maxLength={60}
        problem={problem}
        onInput={event => setLabel(event.currentTarget.value)}
      />
      {(phone.make === 'yealink' || phone.make === 'snom') && (
        <Keys chosen={keys} onChange={setKeys} without={phone.person} hint={t('keys.later')} />
      )}
      <div class="line-of">
        <Button look="main" type="submit" busy={busy}>
          {t('save')}
        </Button>
        {phone.make !== 'other' && <Button onClick={() => void link()}>{t('new.link')}</Button>}
        <Button aria-expanded={asks === 'secret'} onClick={() => setAsks('secret')}>
          {t('new.secret')}
        </Button>
        <Button aria-expanded={asks === 'remove'} onClick={() => setAsks('remove')}>
          {t('remove')}
        </Button>
      </div>
      {asks && (
        <Note look="warning">
          <p>{asks === 'secret' ? t('new.secret.ask') : t('remove.ask', { name: phone.label })}</p>
          <div class="line-of">
            <Button busy={busy} onClick={() => void (asks === 'secret' ? secret() : remove())}>
              {t(asks === 'secret' ? 'new.secret' : 'remove')}
            </Button>
            <Button look="bare" onClick={() => setAsks(undefined)}>
              {t('keep')}
            </Button>
          </div>
        </Note>
      )}
    </form>
  )
}
