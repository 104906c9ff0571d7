/** The fields of a contact that there may be several of. */
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Button } from '../../../ui/parts/button.tsx'
import { Field } from '../../../ui/parts/field.tsx'
import type { Draft, Problems } from './draft.ts'
import { t } from './words/index.ts'

interface RowsProps<Rows> {
  draft: Draft
  problems: Problems
  onChange: (rows: Rows) => void
}

/** A row that was added has the focus; when one is gone, the button that adds has it, not nothing. */
function useRowFocus(count: number): RefObject<HTMLFieldSetElement | null> {
  const box = useRef<HTMLFieldSetElement>(null)
  const before = useRef(count)
  useLayoutEffect(() => {
    const was = before.current
    before.current = count
    if (count > was) box.current?.querySelector<HTMLElement>('.form-row:last-of-type input')?.focus()
    else if (count < was) box.current?.querySelector<HTMLElement>('.add-row')?.focus()
  }, [count])
  return box
}

export function NumberRows({ draft: { numbers }, problems, onChange }: RowsProps<Draft['numbers']>) {
  const box = useRowFocus(numbers.length)
  const change = (at: number, part: Partial<Draft['numbers'][number]>) =>
    onChange(numbers.map((number, place) => (place === at ? { ...number, ...part } : number)))
  return (
    <fieldset ref={box} class="form-rows">
      <legend class="small quiet">{t('form.numbers')}</legend>
      {numbers.map(({ label, e164 }, at) => (
        // Rows have nothing of their own but their place.
        <div key={at} class="form-row numbers">
          <Field
            label={t('form.label-at', { place: at + 1 })}
            labelHidden
            name={`numbers.${at}.label`}
            placeholder={t('form.label.hint')}
            autoComplete="off"
            value={label}
            onInput={event => change(at, { label: event.currentTarget.value })}
            problem={problems[`numbers.${at}.label`]}
          />
          <Field
            label={t('form.number-at', { place: at + 1 })}
            labelHidden
            name={`numbers.${at}.e164`}
            type="tel"
            autoComplete="off"
            value={e164}
            onInput={event => change(at, { e164: event.currentTarget.value })}
            problem={problems[`numbers.${at}.e164`]}
          />
          <Button look="bare" icon="x" iconOnly onClick={() => onChange(numbers.filter((_, place) => place !== at))}>
            {t('form.number.remove', { place: at + 1 })}
          </Button>
        </div>
      ))}
      <Button look="bare" icon="plus" class="add-row" onClick={() => onChange([...numbers, { label: '', e164: '' }])}>
        {t('form.number.add')}
      </Button>
    </fieldset>
  )
}

export function EmailRows({ draft: { emails }, problems, onChange }: RowsProps<Draft['emails']>) {
  const box = useRowFocus(emails.length)
  return (
    <fieldset ref={box} class="form-rows">
      <legend class="small quiet">{t('form.emails')}</legend>
      {emails.map((email, at) => (
        <div key={at} class="form-row">
          <Field
            label={t('form.email-at', { place: at + 1 })}
            labelHidden
            name={`emails.${at}`}
            type="email"
            autoComplete="off"
            value={email}
            onInput={event => {
              const { value } = event.currentTarget
              onChange(emails.map((other, place) => (place === at ? value : other)))
            }}
            problem={problems[`emails.${at}`]}
          />
          <Button look="bare" icon="x" iconOnly onClick={() => onChange(emails.filter((_, place) => place !== at))}>
            {t('form.email.remove', { place: at + 1 })}
          </Button>
        </div>
      ))}
      <Button look="bare" icon="plus" class="add-row" onClick={() => onChange([...emails, ''])}>
        {t('form.email.add')}
      </Button>
    </fieldset>
  )
}
