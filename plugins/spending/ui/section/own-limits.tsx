/** People with limits of their own. */
import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Card } from '../../../../ui/parts/card.tsx'
import { Field, Select } from '../../../../ui/parts/field.tsx'
import { language } from '../../../../ui/words.ts'
import { peopleView } from '../../../directory/contract.ts'
import { kronor, type Limits, setPersonLimits } from '../../contract.ts'
import { wholeOf, öreOf } from './money.ts'
import type { Everything } from './section.tsx'
import { t } from './words/index.ts'

export function OwnLimits({
  people,
  onSaved,
}: {
  people: Readonly<Record<string, Limits>>
  onSaved: (all: Everything) => void
}) {
  const app = useApp()
  const everybody = Object.values(app.live.view(peopleView).state()?.people ?? {})
  const [person, setPerson] = useState('')
  const [day, setDay] = useState('')
  const [calls, setCalls] = useState('')
  const [wrong, setWrong] = useState(false)
  const nameOf = (id: string) => everybody.find(one => one.id === id)?.name ?? ''

  async function set(id: string, limits: Limits | null): Promise<void> {
    try {
      onSaved(await app.api.call(setPersonLimits, { person: id, limits }))
      app.toasts.done(limits ? t('own.saved', { name: nameOf(id) }) : t('saved'))
      setPerson('')
      setDay('')
      setCalls('')
    } catch (error) {
      app.toasts.problem(problemOf(error))
    }
  }
  function submit(event: Event): void {
    event.preventDefault()
    const limits = { day: öreOf(day), calls: wholeOf(calls) }
    const isWrong = person === '' || limits.day === undefined || limits.calls === undefined
    setWrong(isWrong)
    if (!isWrong) void set(person, { day: limits.day ?? null, calls: limits.calls ?? null })
  }

  return (
    <Card title={t('own')}>
      <p class="small quiet">{t('own.about')}</p>
      <ul class="spending-use">
        {Object.entries(people).map(([id, limits]) => (
          <li key={id}>
            <span class="grow">{nameOf(id)}</span>
            <span class="figures">
              {limits.day === null ? t('empty') : kronor(limits.day, language.value)}
              {limits.calls !== null && `, ${t('calls', { calls: limits.calls })}`}
            </span>
            <Button look="bare" icon="x" iconOnly onClick={() => void set(id, null)}>
              {t('own.remove', { name: nameOf(id) })}
            </Button>
          </li>
        ))}
      </ul>
      <form noValidate onSubmit={submit}>
        <div class="spending-price">
          <Select
            label={t('own.person')}
            choices={[
              { value: '', label: t('own.choose') },
              ...everybody.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={person}
            onChange={setPerson}
            problem={wrong && person === '' ? t('own.choose') : undefined}
          />
          <Field
            label={t('own.day')}
            inputMode="decimal"
            value={day}
            problem={wrong && öreOf(day) === undefined ? t('wrong') : undefined}
            onInput={event => setDay(event.currentTarget.value)}
          />
          <Field
            label={t('own.calls')}
            inputMode="numeric"
            value={calls}
            problem={wrong && wholeOf(calls) === undefined ? t('wrong') : undefined}
            onInput={event => setCalls(event.currentTarget.value)}
          />
          <Button type="submit">{t('save')}</Button>
        </div>
      </form>
    </Card>
  )
}
