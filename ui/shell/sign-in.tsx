import { useRef, useState } from 'preact/hooks'
import { ApiError } from '../../core/http/client.ts'
import { problemOf } from '../changes.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Note } from '../parts/note.tsx'
import type { Session } from '../session.ts'
import { shellWords as t } from '../words/index.ts'
import { language } from '../words.ts'
import { Mark } from './mark.tsx'
import './sign-in.css'

/** `again`: over the page that is waiting behind it. */
export function SignIn({ session, again = false }: { session: Session; again?: boolean }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<{ field: string | undefined; text: string } | undefined>()
  const email = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    try {
      await session.signIn(email.current?.value ?? '', password.current?.value ?? '')
    } catch (error) {
      setProblem({ field: error instanceof ApiError ? error.field : undefined, text: problemOf(error) })
      // The address was most likely right: nothing of it is lost.
      password.current?.select()
      password.current?.focus()
    } finally {
      setBusy(false)
    }
  }

  const of = (field: string) => (problem?.field === field ? problem.text : undefined)
  return (
    <div class={`sign-in ${again ? 'again' : ''}`}>
      <main aria-labelledby="sign-in-title">
        <form onSubmit={event => void submit(event)} noValidate>
          <p class="brand">
            <Mark />
            Svara
          </p>
          <h1 id="sign-in-title">{t('sign-in.title')}</h1>
          {again && <p class="quiet">{t('sign-in.again')}</p>}
          {problem && problem.field === undefined && (
            <div role="alert">
              <Note look="stop">{problem.text}</Note>
            </div>
          )}
          <Field
            label={t('sign-in.email')}
            type="email"
            name="email"
            autoComplete="username"
            autoFocus
            required
            innerRef={email}
            problem={of('email')}
          />
          <Field
            label={t('sign-in.password')}
            type="password"
            name="password"
            autoComplete="current-password"
            required
            innerRef={password}
            problem={of('password')}
          />
          <Button look="main" type="submit" busy={busy}>
            {busy ? t('sign-in.working') : t('sign-in')}
          </Button>
        </form>
        <Button
          look="bare"
          icon="globe"
          onClick={() => {
            language.value = language.value === 'sv' ? 'en' : 'sv'
          }}
        >
          {t('other-language')}
        </Button>
      </main>
    </div>
  )
}
