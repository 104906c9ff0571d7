import { useState } from 'preact/hooks'
import { ApiError } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field, Select } from '../../../../ui/parts/field.tsx'
import { Switch } from '../../../../ui/parts/switch.tsx'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { said } from '../../../../ui/words.ts'
import { activityChoices } from '../../../directory/contract.ts'
import { always, changeBox, mostOptions, type Option } from '../../contract.ts'
import type { Part } from './settings.tsx'
import { t } from './words/index.ts'

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const

const asWritten = (options: readonly Option[]): readonly Option[] =>
  options.map(option => ({ ...option, to: shownNumber(option.to) }))

/** Post-dial options: a digit, where it leads, and for which greeting. */
export function Options({ box, onBox, change }: Part) {
  const app = useApp()
  const [rows, setRows] = useState(() => asWritten(box.options))
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const choices = [
    { value: always, label: t('greeting.always') },
    ...(app.filled(activityChoices)[0]?.() ?? []).map(({ key, name }) => ({ value: key, label: said(name) })),
  ]
  const changed = JSON.stringify(rows) !== JSON.stringify(asWritten(box.options))
  const set = (place: number, given: Partial<Option>) => {
    setRows(rows.map((row, at) => (at === place ? { ...row, ...given } : row)))
    setProblems({})
  }
  const next = digits.find(digit => !rows.some(row => row.digit === digit)) ?? '1'

  async function save(): Promise<void> {
    setBusy(true)
    try {
      const saved = await app.api.call(changeBox, { options: [...rows] })
      onBox(saved)
      setRows(asWritten(saved.options))
      app.toasts.done(t('options.saved'))
    } catch (error) {
      if (error instanceof ApiError && error.field !== undefined) setProblems({ [error.field]: error.say })
      else app.toasts.problem(problemOf(error))
    }
    setBusy(false)
  }

  return (
    <form
      aria-labelledby="voicemail-options"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (!busy) void save()
      }}
    >
      <h3 id="voicemail-options">{t('options')}</h3>
      <p class="small quiet">{t('options.about')}</p>
      {rows.map((row, place) => (
        // Rows have no name but their place.
        <div class="option" key={place}>
          <Select
            label={t('digit')}
            choices={digits.map(digit => ({ value: digit as string, label: digit }))}
            value={row.digit}
            onChange={digit => set(place, { digit })}
          />
          <Field
            label={t('to')}
            {...(place === 0 && { hint: t('to.hint') })}
            inputMode="tel"
            autoComplete="off"
            maxLength={40}
            value={row.to}
            problem={problems[`options.${place}.to`]}
            onInput={event => set(place, { to: event.currentTarget.value })}
          />
          <Select
            label={t('for')}
            choices={choices}
            value={row.activity}
            onChange={activity => set(place, { activity })}
          />
          <Button
            look="bare"
            icon="x"
            iconOnly
            onClick={() => {
              setRows(rows.filter((_, at) => at !== place))
              setProblems({})
            }}
          >
            {t('remove', { digit: row.digit })}
          </Button>
        </div>
      ))}
      <div class="foot">
        <Button
          icon="plus"
          aria-label={t('add.label')}
          unable={rows.length >= mostOptions ? t('options.most') : undefined}
          onClick={() => setRows([...rows, { digit: next, to: '', activity: always }])}
        >
          {t('add')}
        </Button>
        {changed && (
          <Button look="main" type="submit" busy={busy}>
            {t('save')}
          </Button>
        )}
      </div>
      <Switch label={t('say-options')} on={box.sayOptions} onChange={sayOptions => void change({ sayOptions })} />
    </form>
  )
}
