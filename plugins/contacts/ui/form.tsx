/** Writing a contact: a new one, or one that is there. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useApp } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { Field, TextArea } from '../../../ui/parts/field.tsx'
import { Note } from '../../../ui/parts/note.tsx'
import { Segmented } from '../../../ui/parts/segmented.tsx'
import { type Draft, draftOf, dropDraft, isWaiting, type Problems, problemsOf, sent, stillWrong } from './draft.ts'
import { EmailRows, NumberRows } from './form-rows.tsx'
import { type SavedContact, saveContact } from './save.ts'
import { t } from './words/index.ts'
import './form.css'

export function ContactForm({
  address,
  id,
  begin,
  onDone,
}: {
  /** Under which what is written is kept. */
  address: string
  /** Of the contact that is changed; undefined for a new one. */
  id?: string
  begin: Draft
  /** With the contact, or undefined when it was given up. */
  onDone: (saved: SavedContact | undefined) => void
}) {
  const app = useApp()
  const draft = draftOf(app, address, begin)
  const { name, company, notes, book } = draft.value
  const [problems, setProblems] = useState<Problems>({})
  const [failed, setFailed] = useState<string>()
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const change = (part: Partial<Draft>) => {
    const before = draft.peek()
    draft.value = { ...before, ...part }
    setProblems(stillWrong(problems, before, draft.peek()))
  }
  // Nothing was written: next time it begins with what is there then.
  useEffect(() => () => void (isWaiting(app, address) || dropDraft(app, address)), [address])
  const [tries, setTries] = useState(0)
  useLayoutEffect(() => {
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid]')
    const first = tries === 0 ? form.current?.querySelector<HTMLElement>('input') : wrong
    first?.focus()
  }, [tries])

  async function save(): Promise<void> {
    const { fields, places } = sent(draft.peek())
    setBusy(true)
    setFailed(undefined)
    setProblems({})
    try {
      const saved = await saveContact(app, { id, book, fields })
      dropDraft(app, address)
      onDone(saved)
    } catch (error) {
      const found = problemsOf(error, places)
      if (found) setProblems(found)
      else setFailed(problemOf(error))
      setTries(tries + 1)
      setBusy(false)
    }
  }

  return (
    <form
      ref={form}
      class="contact-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (!busy) void save()
      }}
    >
      <h2>{t(id === undefined ? 'form.new' : 'form.change')}</h2>
      {id === undefined && app.who.role === 'administrator' && (
        <Segmented
          label={t('form.whose')}
          choices={[
            { value: 'own', label: t('form.own') },
            { value: 'company', label: t('form.everybodys') },
          ]}
          value={book}
          onChange={value => change({ book: value })}
        />
      )}
      <Field
        label={t('form.name')}
        name="name"
        required
        autoComplete="off"
        value={name}
        onInput={event => change({ name: event.currentTarget.value })}
        problem={problems.name}
      />
      <Field
        label={t('form.company')}
        name="company"
        autoComplete="off"
        value={company}
        onInput={event => change({ company: event.currentTarget.value })}
        problem={problems.company}
      />
      <NumberRows draft={draft.value} problems={problems} onChange={numbers => change({ numbers })} />
      <EmailRows draft={draft.value} problems={problems} onChange={emails => change({ emails })} />
      <TextArea
        label={t('form.notes')}
        class="contact-write"
        name="notes"
        value={notes}
        onInput={event => change({ notes: event.currentTarget.value })}
        problem={problems.notes}
      />
      {failed !== undefined && (
        <div role="alert">
          <Note look="stop" icon="warn">
            {failed}
          </Note>
        </div>
      )}
      <div class="line-of">
        <Button look="main" type="submit" busy={busy}>
          {busy ? t('form.saving') : t('form.save')}
        </Button>
        <Button
          onClick={() => {
            dropDraft(app, address)
            onDone(undefined)
          }}
        >
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  )
}
