/** Signing in to an address book on a server of one's own. */
import { useState } from 'preact/hooks'
import { ApiError } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field } from '../../../../ui/parts/field.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { type LinkEntry, signIn, signInForAll, type VendorEntry } from '../../contract.ts'
import { t } from './words/index.ts'

const fields = ['address', 'user', 'password'] as const
type Name = (typeof fields)[number]

export function LinkForm({
  vendor,
  whose,
  onDone,
}: {
  vendor: VendorEntry
  whose: LinkEntry['whose']
  onDone: () => void
}) {
  const app = useApp()
  const [draft, setDraft] = useState<Record<Name, string>>({ address: '', user: '', password: '' })
  const [problem, setProblem] = useState<{ field?: string | undefined; say: string }>()
  const [busy, setBusy] = useState(false)

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    try {
      const asked = { vendor: vendor.name, ...draft }
      const { account } = await app.api.call(whose === 'own' ? signIn : signInForAll, asked)
      app.toasts.done(t('linked', { account }))
      onDone()
    } catch (error) {
      setProblem(fault(error))
      setBusy(false)
    }
  }

  return (
    <form class="book-form" noValidate onSubmit={event => void submit(event)}>
      <h3>{t('form', { title: vendor.title })}</h3>
      {fields.map((name, at) => (
        <Field
          key={name}
          label={t(`form.${name}`)}
          {...(name !== 'user' && { hint: t(`form.${name}.hint`) })}
          name={name}
          type={name === 'password' ? 'password' : 'text'}
          autoComplete="off"
          required
          autoFocus={at === 0}
          value={draft[name]}
          problem={problem?.field === name ? problem.say : undefined}
          onInput={event => setDraft({ ...draft, [name]: event.currentTarget.value })}
        />
      ))}
      {problem && !fields.some(name => name === problem.field) && (
        <div role="alert">
          <Note look="stop" icon="warn">
            {problem.say}
          </Note>
        </div>
      )}
      <div class="line-of">
        <Button look="main" type="submit" busy={busy}>
          {t('form.link')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </form>
  )
}

function fault(error: unknown) {
  if (!(error instanceof ApiError)) return { say: problemOf(error) }
  // Where there is no book, it is the address that is to be changed.
  const field = error.code === 'books.address' ? 'address' : error.field
  return { field, say: error.say }
}
