/** Signing in to a server of calendars. What was typed stays when the server refuses it. */
import { useState } from 'preact/hooks'
import { ApiError } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field } from '../../../../ui/parts/field.tsx'
import { linkBySignIn } from '../../contract.ts'
import type { Offered } from './section.tsx'
import { t } from './words/index.ts'

const fields = ['address', 'user', 'password'] as const
type Name = (typeof fields)[number]

export function SignInForm({ vendor, account, onDone }: { vendor: Offered; account: string; onDone: () => void }) {
  const app = useApp()
  const [typed, setTyped] = useState({ address: '', user: account, password: '' })
  const [wrong, setWrong] = useState<{ field: Name | undefined; say: string }>()
  const [busy, setBusy] = useState(false)
  const type = (name: Name) => (event: { currentTarget: HTMLInputElement }) => {
    setTyped({ ...typed, [name]: event.currentTarget.value })
    setWrong(undefined)
  }
  const problem = (name: Name) => (wrong?.field === name ? { problem: wrong.say } : {})

  async function link(event: Event): Promise<void> {
    event.preventDefault()
    setBusy(true)
    try {
      await app.api.call(linkBySignIn, { vendor: vendor.name, ...typed })
      app.toasts.done(t('linked', { title: vendor.title }))
      onDone()
    } catch (error) {
      setWrong({ field: fieldOf(error), say: problemOf(error) })
    }
    setBusy(false)
  }

  return (
    <form class="calendar-sign-in" onSubmit={event => void link(event)}>
      <h3>{t('link.to', { title: vendor.title })}</h3>
      <Field
        label={t('address')}
        hint={t('address.hint')}
        required
        maxLength={500}
        autoComplete="url"
        spellcheck={false}
        value={typed.address}
        onInput={type('address')}
        {...problem('address')}
      />
      <Field
        label={t('user')}
        required
        maxLength={254}
        autoComplete="username"
        spellcheck={false}
        value={typed.user}
        onInput={type('user')}
        {...problem('user')}
      />
      <Field
        label={t('password')}
        hint={t('password.hint')}
        type="password"
        required
        maxLength={256}
        autoComplete="off"
        value={typed.password}
        onInput={type('password')}
        {...problem('password')}
      />
      {wrong && wrong.field === undefined && <p role="alert">{wrong.say}</p>}
      <div class="actions">
        <Button look="main" type="submit" busy={busy}>
          {t('link.now')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </form>
  )
}

/** A server that lets nobody in doesn't say which of the two is wrong: the password is what one types again. */
function fieldOf(error: unknown): Name | undefined {
  if (!(error instanceof ApiError)) return undefined
  if (error.code === 'calendar.refused') return 'password'
  if (error.code === 'calendar.address') return 'address'
  return fields.find(name => name === error.field)
}
