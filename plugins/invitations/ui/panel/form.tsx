/** Writing an invitation. What was typed stays when the hub refuses it, and the field that is wrong says why. */
import { useState } from 'preact/hooks'
import { ApiError } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { minute, zone } from '../../../../ui/clock.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field, Select, TextArea } from '../../../../ui/parts/field.tsx'
import { TimeField } from '../../../../ui/parts/time-field.tsx'
import { peopleView } from '../../../directory/contract.ts'
import { changeInvitation, type Invitation, invite } from '../../contract.ts'
import { askedIn, blank, type Draft, draftOf, lengths } from './draft.ts'
import { Invited } from './invited.tsx'
import { t } from './words/index.ts'

const fields = ['subject', 'start', 'minutes', 'note', 'people', 'guests'] as const

interface Props {
  changed: Invitation | undefined
  /** Person id of the first who is asked; empty: nobody yet. */
  first: string
  onDone: () => void
}

export function InvitationForm({ changed, first, onDone }: Props) {
  const app = useApp()
  const colleagues = app.live.view(peopleView).state()?.people
  const [typed, setTyped] = useState<Draft>()
  const [wrong, setWrong] = useState<{ field: string | undefined; say: string }>()
  const [busy, setBusy] = useState(false)
  const asked = colleagues?.[first]
  const opened = changed
    ? draftOf(changed, zone.value)
    : blank(minute.peek(), zone.value, asked ? [{ person: asked.id, name: asked.name, address: asked.email }] : [])
  const draft = typed ?? opened
  const change = (more: Partial<Draft>) => {
    setTyped({ ...draft, ...more })
    setWrong(undefined)
  }
  const problem = (...names: readonly string[]) =>
    wrong?.field !== undefined && names.includes(wrong.field) ? { problem: wrong.say } : {}

  async function send(event: Event): Promise<void> {
    event.preventDefault()
    const input = askedIn(draft, zone.value)
    if (!input) {
      setWrong({ field: 'start', say: t('time.wrong') })
      return
    }
    setBusy(true)
    try {
      if (changed) await app.api.call(changeInvitation, { id: changed.id, ...input })
      else await app.api.call(invite, input)
      app.toasts.done(t(changed ? 'done.changed' : 'done.sent'))
      onDone()
    } catch (error) {
      const at = error instanceof ApiError ? error.field : undefined
      setWrong({ field: fields.find(name => at === name || at?.startsWith(`${name}.`)), say: problemOf(error) })
    }
    setBusy(false)
  }

  return (
    <form class="invitation-form" onSubmit={event => void send(event)}>
      <Field
        label={t('subject')}
        required
        maxLength={120}
        autoComplete="off"
        value={draft.subject}
        onInput={event => change({ subject: event.currentTarget.value })}
        {...problem('subject')}
      />
      <Invited asked={draft.asked} onChange={asked => change({ asked })} {...problem('people', 'guests')} />
      <div class="when">
        <Field
          label={t('date')}
          type="date"
          required
          value={draft.date}
          onInput={event => change({ date: event.currentTarget.value })}
          {...problem('start')}
        />
        <TimeField label={t('time')} value={draft.time} onChange={time => change({ time })} />
        <Select
          label={t('length')}
          value={String(draft.minutes)}
          choices={[...new Set([...lengths, draft.minutes])].map(count => ({
            value: String(count),
            label: long(count),
          }))}
          onChange={value => change({ minutes: Number(value) })}
        />
      </div>
      <TextArea
        label={t('note')}
        maxLength={1000}
        value={draft.note}
        onInput={event => change({ note: event.currentTarget.value })}
        {...problem('note')}
      />
      <p class="small quiet">{t('join')}</p>
      {wrong && wrong.field === undefined && <p role="alert">{wrong.say}</p>}
      <div class="actions">
        <Button look="main" type="submit" busy={busy}>
          {t(changed ? 'save' : 'send')}
        </Button>
      </div>
    </form>
  )
}

function long(minutes: number): string {
  if (minutes === 90) return t('hours.half')
  return minutes % 60 === 0 ? t('hours', { count: minutes / 60 }) : t('minutes', { count: minutes })
}
