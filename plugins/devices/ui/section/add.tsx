import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field, Select } from '../../../../ui/parts/field.tsx'
import { addPhone, type Make, makes } from '../../contract.ts'
import type { Given } from './hand-over.tsx'
import { Keys, useColleagues } from './keys.tsx'
import { t } from './words/index.ts'

interface Props {
  everybody: boolean
  onGiven: (given: Given) => void
  onCancel: () => void
}

export function Add({ everybody, onGiven, onCancel }: Props) {
  const app = useApp()
  const colleagues = useColleagues()
  const [label, setLabel] = useState('')
  const [make, setMake] = useState<Make>('yealink')
  const [person, setPerson] = useState(app.who.person)
  const [keys, setKeys] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function add(): Promise<void> {
    setBusy(true)
    try {
      const { phone, link, account } = await app.api.call(addPhone, {
        ...{ label, make, keys: [...keys] },
        ...(person !== app.who.person && { person }),
      })
      onGiven({ phone, link, account })
    } catch (error) {
      // What was written stays.
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      class="phone-form"
      aria-label={t('add')}
      onSubmit={event => {
        event.preventDefault()
        void add()
      }}
    >
      {everybody && (
        <Select
          label={t('whose')}
          choices={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
          value={person}
          onChange={setPerson}
        />
      )}
      <Field
        label={t('name')}
        hint={t('name.hint')}
        value={label}
        required
        maxLength={60}
        problem={problem}
        onInput={event => setLabel(event.currentTarget.value)}
      />
      <Select
        label={t('make')}
        choices={makes.map(value => ({ value, label: t(`make.${value}`) }))}
        value={make}
        onChange={setMake}
      />
      {(make === 'yealink' || make === 'snom') && <Keys chosen={keys} onChange={setKeys} without={person} />}
      <div class="line-of">
        <Button look="main" type="submit" busy={busy}>
          {t('create')}
        </Button>
        <Button look="bare" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
