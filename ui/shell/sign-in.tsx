import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
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

  useEffect(() => {
    document.title = `${t('sign-in')} – Svara`
  }, [language.value])
  useLayoutEffect(() => {
    email.current?.focus()
  }, [])

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    try {
      await session.signIn(email.current?.value ?? '', password.current?.value ?? '')
    } catch (error) {
      const field = error instanceof ApiError ? error.field : undefined
      setProblem({ field, text: problemOf(error) })
      // Where nothing is said of the address it was most likely right.
      const wrong = field === 'email' ? email.current : password.current
      wrong?.select()
      wrong?.focus()
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
