/** Who calls, or whom: a name of the lists, or a number as one writes it. */
import { useId, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { Field } from '../../../../ui/parts/field.tsx'
import { digitsOf, isDialable, shownNumber } from '../../../../ui/phone-number.ts'
import { type Hit, searches } from '../../../../ui/slots.tsx'
import type { TriedParty } from '../../contract.ts'
import { t } from './words/index.ts'

export interface Party {
  readonly text: string
  /** None where nobody is named, or where the text is no one. */
  readonly party?: TriedParty | undefined
}

const most = 8

export function PartyField({
  label,
  value,
  hint,
  problem,
  onChange,
}: {
  label: string
  value: Party
  hint?: string
  problem?: string | undefined
  onChange: (value: Party) => void
}) {
  const app = useApp()
  const list = useId()
  const [left, setLeft] = useState(true)
  const hits = value.text.trim() === '' ? [] : hitsFor(app.filled(searches), value.text)
  const unreadable = left && value.text.trim() !== '' && value.party === undefined

  function read(text: string): Party {
    const named = hitsFor(app.filled(searches), text).find(hit => written(hit) === text)
    if (named?.number !== undefined) return { text, party: { number: named.number } }
    return isDialable(text.trim()) ? { text, party: { number: digitsOf(text) } } : { text }
  }

  /** Whoever typed a name and went on means the first of that name. */
  function leave(): void {
    setLeft(true)
    const [first] = hits
    if (value.party === undefined && first?.number !== undefined)
      onChange({ text: written(first), party: { number: first.number } })
  }

  return (
    <>
      <Field
        label={label}
        {...(hint !== undefined && { hint })}
        problem={problem ?? (unreadable ? t('party.unreadable') : undefined)}
        list={list}
        autoComplete="off"
        value={value.text}
        onInput={event => {
          setLeft(false)
          onChange(read(event.currentTarget.value))
        }}
        onBlur={leave}
        onKeyDown={event => {
          if (event.key === 'Enter') leave()
        }}
      />
      <datalist id={list}>
        {hits.map(hit => (
          <option key={hit.key} value={written(hit)} />
        ))}
      </datalist>
    </>
  )
}

/** "Olof Berg, 070-174 06 07" */
const written = ({ label, number = '' }: Hit) =>
  label === shownNumber(number) ? label : `${label}, ${shownNumber(number)}`

/** Who has no number can't call, nor be called. */
function hitsFor(sources: readonly ((typed: string) => readonly Hit[])[], typed: string): readonly Hit[] {
  const [name = ''] = typed.split(',')
  return sources
    .flatMap(source => source(name.trim()))
    .filter(({ number }) => number !== undefined)
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, most)
}
