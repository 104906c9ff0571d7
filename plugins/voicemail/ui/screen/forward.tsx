import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Select, TextArea } from '../../../../ui/parts/field.tsx'
import { peopleView } from '../../../directory/contract.ts'
import { forwardMessage } from '../../contract.ts'
import { t } from './words/index.ts'

/** To whom, with which words. */
export function Forward({ id, onDone }: { id: string; onDone: () => void }) {
  const app = useApp()
  const people = Object.values(app.live.view(peopleView).state()?.people ?? {})
    .filter(person => person.id !== app.who.person)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'sv'))
  const [to, setTo] = useState('')
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const name = people.find(person => person.id === to)?.name ?? ''

  async function send(): Promise<void> {
    setBusy(true)
    try {
      await app.api.call(forwardMessage, { id, to, note })
      app.toasts.done(t('forward.sent', { name }))
      onDone()
    } catch (error) {
      app.toasts.problem(problemOf(error))
      setBusy(false)
    }
  }

  return (
    <form
      class="forward"
      onSubmit={event => {
        event.preventDefault()
        if (to !== '' && !busy) void send()
      }}
    >
      <Select
        label={t('forward.to')}
        choices={[
          { value: '', label: t('forward.choose') },
          ...people.map(person => ({ value: person.id, label: `${person.name}, ${person.short}` })),
        ]}
        value={to}
        onChange={setTo}
      />
      <TextArea
        label={t('forward.note')}
        value={note}
        maxLength={500}
        onInput={event => setNote(event.currentTarget.value)}
      />
      <div class="actions">
        <Button look="main" type="submit" busy={busy} unable={to === '' ? t('forward.choose') : undefined}>
          {t('forward.send')}
        </Button>
        <Button look="bare" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
