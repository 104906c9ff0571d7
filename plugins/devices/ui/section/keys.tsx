/** Which colleagues' lines a phone's keys show, in order. */
import { useApp } from '../../../../ui/app.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Select } from '../../../../ui/parts/field.tsx'
import { type Colleague, peopleView } from '../../../directory/contract.ts'
import { t } from './words/index.ts'

export function useColleagues(): readonly Colleague[] {
  const people = useApp().live.view(peopleView).state()?.people ?? {}
  return Object.values(people).sort((one, other) => one.name.localeCompare(other.name))
}

interface Props {
  chosen: readonly string[]
  onChange: (chosen: readonly string[]) => void
  /** Whose phone it is: no key for herself. */
  without: string
  hint?: string
}

export function Keys({ chosen, onChange, without, hint = t('keys.about') }: Props) {
  const colleagues = useColleagues()
  const left = colleagues.filter(({ id }) => id !== without && !chosen.includes(id))
  const nobody = { value: '', label: t('keys.add') }
  return (
    <fieldset class="phone-keys">
      <legend>{t('keys')}</legend>
      <p class="small quiet">{hint}</p>
      {chosen.length > 0 && (
        <ol>
          {chosen.map(id => {
            const name = colleagues.find(one => one.id === id)?.name ?? id
            return (
              <li key={id}>
                <span class="grow cut">{name}</span>
                <Button look="bare" icon="x" iconOnly onClick={() => onChange(chosen.filter(other => other !== id))}>
                  {t('keys.remove', { name })}
                </Button>
              </li>
            )
          })}
        </ol>
      )}
      {left.length > 0 && chosen.length < 24 && (
        <Select
          label={t('keys.add')}
          labelHidden
          choices={[nobody, ...left.map(({ id, name }) => ({ value: id, label: name }))]}
          value=""
          onChange={id => id && onChange([...chosen, id])}
        />
      )}
    </fieldset>
  )
}
