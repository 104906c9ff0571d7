/** A value in the sentence, with the input that its type asks for. */
import { useState } from 'preact/hooks'
import type { ValueType } from '../../../../core/flow/description.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field } from '../../../../ui/parts/field.tsx'
import { TimeField } from '../../../../ui/parts/time-field.tsx'
import { digitsOf, isDialable } from '../../../../ui/phone-number.ts'
import { useDesk } from '../desk/desk.ts'
import { ChipPopover, type Option, OptionList } from './choose.tsx'
import { type Looked, referenceTo } from './looks.ts'
import { iconOf, isMissing, numbersFor, optionsFor, saidValue } from './values.ts'
import { t } from './words/index.ts'

interface Props {
  label: string
  type: ValueType
  value: unknown
  /** Several of them. */
  list?: boolean
  wrong?: boolean
  /** A number that is called: short ones too. */
  dials?: boolean
  /** May be none: there is a button that takes it away. */
  optional?: boolean
  /** From where it may be taken when the rule has won, instead of being said now. */
  sources?: readonly Option<Looked>[]
  onChange: (value: unknown) => void
}

export function ValueChip({
  label,
  type,
  value,
  list = false,
  wrong = false,
  optional = false,
  dials = false,
  sources = [],
  onChange,
}: Props) {
  const { values } = useDesk()
  const icon = iconOf(type)
  const left = optional && isMissing(value)
  return (
    <ChipPopover
      look={left ? 'add' : 'value'}
      {...(left ? { icon: 'plus' } : icon && { icon })}
      wrong={wrong || (isMissing(value) && !optional)}
      label={label}
      said={left ? label : saidValue(value, type, values.value)}
    >
      {close => (
        <div class="rule-input">
          <Input
            {...{ label, type, value, list, dials }}
            onChange={next => {
              onChange(next)
              if (!list) close()
            }}
          />
          {sources.length > 0 && (
            <details>
              <summary>{t('value.taken')}</summary>
              <OptionList
                label={t('value.taken')}
                options={sources}
                onChoose={looked => {
                  onChange(referenceTo(looked))
                  close()
                }}
              />
            </details>
          )}
          {list && (
            <Button look="main" onClick={close}>
              {t('done')}
            </Button>
          )}
          {optional && !left && (
            <Button
              onClick={() => {
                onChange(undefined)
                close()
              }}
            >
              {t('value.none')}
            </Button>
          )}
        </div>
      )}
    </ChipPopover>
  )
}

function Input({
  label,
  type,
  value,
  list,
  dials,
  onChange,
}: Pick<Props, 'label' | 'type' | 'value' | 'onChange'> & { list: boolean; dials: boolean }) {
  const { values } = useDesk()
  const options = optionsFor(type, values.value)
  if (options && list) {
    const chosen = Array.isArray(value) ? value.map(String) : []
    return (
      <OptionList
        label={label}
        options={options}
        chosen={chosen}
        onChoose={one => onChange(chosen.includes(one) ? chosen.filter(other => other !== one) : [...chosen, one])}
      />
    )
  }
  if (options) {
    return <OptionList label={label} options={options} chosen={[String(value)]} onChoose={onChange} />
  }
  if (type.kind === 'boolean') {
    const yesOrNo = [true, false].map(one => ({ key: String(one), value: one, say: t(one ? 'value.yes' : 'value.no') }))
    return <OptionList label={label} options={yesOrNo} chosen={[String(value)]} onChoose={onChange} />
  }
  if (list) return <Lines {...{ label, type, value, onChange }} />
  if (type.kind === 'phone-number') return <PhoneNumber {...{ label, type, value, dials, onChange }} />
  if (type.kind === 'time-of-day') return <Time {...{ label, value, onChange }} />
  if (type.kind === 'phrase') return <Both {...{ label, value, onChange }} />
  return <Typed {...{ label, type, value, onChange }} />
}

/** By name, or any number. */
function PhoneNumber({
  label,
  type,
  value,
  dials,
  onChange,
}: Pick<Props, 'label' | 'type' | 'value' | 'onChange'> & { dials: boolean }) {
  const { values } = useDesk()
  const options = numbersFor(values.value, numbers => (dials ? numbers[0] : numbers.find(one => one.startsWith('+'))))
  return (
    <>
      <OptionList label={label} options={options} chosen={[String(value)]} onChoose={onChange} />
      <Typed
        {...{ label: t('value.number'), type, onChange }}
        value={options.some(one => one.value === value) ? '' : value}
      />
    </>
  )
}

function Time({ label, value, onChange }: Pick<Props, 'label' | 'value' | 'onChange'>) {
  return (
    <TimeField
      label={label}
      value={typeof value === 'string' ? value : undefined}
      onChange={time => {
        if (time !== undefined) onChange(time)
      }}
    />
  )
}

/** What was typed as a value of the type; undefined where it is none. */
export function readTyped(typed: string, { kind, least, most, whole }: ValueType): unknown {
  const text = typed.trim()
  if (kind === 'number' || kind === 'duration') {
    const number = Number(text.replace(',', '.').replace(/\s*s$/, ''))
    const fits =
      text !== '' && Number.isFinite(number) && number >= (least ?? -Infinity) && number <= (most ?? Infinity)
    return fits && (!whole || Number.isInteger(number)) ? number : undefined
  }
  if (kind === 'phone-number') return isDialable(text) ? digitsOf(text) : undefined
  if (kind === 'country') return /^[a-z]{2}$/i.test(text) ? text.toUpperCase() : undefined
  if (kind === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined
  if (kind === 'moment') return Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString()
  return text === '' ? undefined : text
}

function Typed({ label, type, value, onChange }: Pick<Props, 'label' | 'type' | 'value' | 'onChange'>) {
  const [typed, setTyped] = useState(isMissing(value) ? '' : String(value))
  const [left, setLeft] = useState(false)
  const read = readTyped(typed, type)
  const { kind, least, most } = type
  const inputs = { date: 'date', moment: 'datetime-local', 'phone-number': 'tel' } as const
  const bounds = least !== undefined && most !== undefined ? { hint: t('value.between', { least, most }) } : {}
  return (
    <form
      class="rule-input"
      onSubmit={event => {
        event.preventDefault()
        setLeft(true)
        if (read !== undefined) onChange(read)
      }}
    >
      <Field
        label={label}
        {...bounds}
        data-first
        type={inputs[kind as keyof typeof inputs] ?? 'text'}
        {...((kind === 'number' || kind === 'duration') && { inputMode: 'numeric' as const })}
        {...(kind === 'duration' && { after: <span class="quiet">s</span> })}
        autocomplete="off"
        value={typed}
        problem={left && read === undefined ? t('value.unreadable') : undefined}
        onInput={event => {
          setLeft(false)
          setTyped(event.currentTarget.value)
        }}
      />
      <Button look="main" type="submit">
        {t('done')}
      </Button>
    </form>
  )
}

/** Several that are typed: one a line. */
function Lines({ label, type, value, onChange }: Pick<Props, 'label' | 'type' | 'value' | 'onChange'>) {
  const items = Array.isArray(value) ? value : []
  const { values } = useDesk()
  return (
    <div class="rule-input">
      <ul>
        {items.map((item, index) => (
          <li key={String(item)} class="line-of">
            <span class="grow">{saidValue(item, type, values.value)}</span>
            <Button look="bare" icon="x" iconOnly onClick={() => onChange(items.toSpliced(index, 1))}>
              {t('remove', { what: String(item) })}
            </Button>
          </li>
        ))}
      </ul>
      <Typed
        key={items.length}
        {...{ label, type }}
        value=""
        onChange={next => {
          if (!items.includes(next)) onChange([...items, next])
        }}
      />
    </div>
  )
}

function Both({ label, value, onChange }: Pick<Props, 'label' | 'value' | 'onChange'>) {
  const before = (value ?? {}) as { readonly sv?: string; readonly en?: string }
  const [sv, setSv] = useState(before.sv ?? '')
  const [en, setEn] = useState(before.en ?? '')
  const whole = sv.trim() !== '' && en.trim() !== ''
  return (
    <form
      class="rule-input"
      aria-label={label}
      onSubmit={event => {
        event.preventDefault()
        if (whole) onChange({ sv: sv.trim(), en: en.trim() })
      }}
    >
      <Field label="Svenska" lang="sv" data-first value={sv} onInput={event => setSv(event.currentTarget.value)} />
      <Field label="English" lang="en" value={en} onInput={event => setEn(event.currentTarget.value)} />
      <Button look="main" type="submit" unable={whole ? undefined : t('value.both')}>
        {t('done')}
      </Button>
    </form>
  )
}
