import { useState } from 'preact/hooks'
import { Button } from '../../../../ui/parts/button.tsx'
import { Card } from '../../../../ui/parts/card.tsx'
import { Field } from '../../../../ui/parts/field.tsx'
import type { Settings } from '../../contract.ts'
import { kronorOf, wholeOf, öreOf } from './money.ts'
import { t } from './words/index.ts'

const fields = ['organisation.day', 'organisation.calls', 'person.day', 'person.calls'] as const
type Name = (typeof fields)[number]
type Draft = Readonly<Record<Name, string>>

const draftOf = ({ organisation, person }: Settings): Draft => ({
  'organisation.day': kronorOf(organisation.day),
  'organisation.calls': String(organisation.calls ?? ''),
  'person.day': kronorOf(person.day),
  'person.calls': String(person.calls ?? ''),
})
const read = (name: Name, text: string) => (name.endsWith('.day') ? öreOf(text) : wholeOf(text))

export function LimitsForm({
  settings,
  onSave,
}: {
  settings: Settings
  onSave: (part: Partial<Settings>) => Promise<boolean>
}) {
  const [draft, setDraft] = useState<Draft>()
  const [wrong, setWrong] = useState<readonly Name[]>([])
  const [busy, setBusy] = useState(false)
  const now = draft ?? draftOf(settings)

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    const bad = fields.filter(name => read(name, now[name]) === undefined)
    setWrong(bad)
    if (bad.length > 0) return
    setBusy(true)
    const value = (name: Name) => read(name, now[name]) ?? null
    const saved = await onSave({
      organisation: { day: value('organisation.day'), calls: value('organisation.calls') },
      person: { day: value('person.day'), calls: value('person.calls') },
    })
    setBusy(false)
    if (saved) setDraft(undefined)
  }

  return (
    <Card title={t('limits')}>
      <p class="small quiet">{t('limits.about')}</p>
      <form noValidate onSubmit={event => void submit(event)}>
        <div class="spending-pair">
          {fields.map(name => (
            <Field
              key={name}
              label={t(name)}
              hint={t('empty')}
              inputMode={name.endsWith('.day') ? 'decimal' : 'numeric'}
              autoComplete="off"
              value={now[name]}
              problem={wrong.includes(name) ? t('wrong') : undefined}
              onInput={event => setDraft({ ...now, [name]: event.currentTarget.value })}
            />
          ))}
        </div>
        <div class="line-of">
          <Button look="main" type="submit" busy={busy}>
            {t('save')}
          </Button>
          {draft && (
            <Button
              look="bare"
              onClick={() => {
                setDraft(undefined)
                setWrong([])
              }}
            >
              {t('discard')}
            </Button>
          )}
        </div>
      </form>
    </Card>
  )
}
