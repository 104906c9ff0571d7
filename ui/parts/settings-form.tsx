/** What is written, and then set all at once: a form with its own draft, which saves it or gives it up. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { ApiError } from '../../core/http/client.ts'
import { useApp } from '../app.ts'
import { problemOf } from '../changes.ts'
import { Button } from './button.tsx'
import { t } from './settings-form-words.ts'
import './settings-form.css'

export interface Written<Draft> {
  /** What the fields show. */
  readonly now: Draft
  readonly change: (part: Partial<Draft>) => void
  /** What the hub found wrong with a field, in words, until it is changed. */
  readonly problem: (field: keyof Draft) => string | undefined
}

interface Props<Draft extends object> {
  /** As it is set now. What is being written stays when that changes elsewhere meanwhile. */
  set: Draft
  /** Throws what the hub says. */
  save: (draft: Draft) => Promise<unknown>
  class?: string
  children: (form: Written<Draft>) => ComponentChildren
}

export function SettingsForm<Draft extends object>({ set, save, class: more = '', children }: Props<Draft>) {
  const app = useApp()
  const [draft, setDraft] = useState<Draft>()
  const [wrong, setWrong] = useState<{ field: string; say: string }>()
  const [busy, setBusy] = useState(false)
  const now = draft ?? set

  function done(): void {
    setDraft(undefined)
    setWrong(undefined)
  }
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    setBusy(true)
    try {
      await save(now)
      done()
    } catch (error) {
      // What has no field here is said all the same.
      if (error instanceof ApiError && error.field !== undefined && error.field in now) {
        setWrong({ field: error.field, say: error.say })
      } else app.toasts.problem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form class={`settings-form ${more}`} noValidate onSubmit={event => void submit(event)}>
      {children({
        now,
        change(part) {
          setDraft({ ...now, ...part })
          if (wrong && wrong.field in part) setWrong(undefined)
        },
        problem: field => (wrong?.field === field ? wrong.say : undefined),
      })}
      <div class="line-of">
        <Button look="main" type="submit" busy={busy}>
          {t('save')}
        </Button>
        {draft && (
          <Button look="bare" onClick={done}>
            {t('discard')}
          </Button>
        )}
      </div>
    </form>
  )
}
