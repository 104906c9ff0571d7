/** Whom to call in addition, or to send a call on to: found by name while one types, or any number. */
import { useState } from 'preact/hooks'
import { useApp } from '../app.ts'
import { digitsOf, isDialable, shownDigits } from '../phone-number.ts'
import { type Hit, searches } from '../slots.tsx'
import { Button } from './button.tsx'
import { Field } from './field.tsx'
import './number-picker.css'

const most = 6

/** Enter takes the first. `wrong`: what was wrong with the one that was picked, in words. */
export function NumberPicker({
  label,
  callTo,
  wrong,
  onPick,
}: {
  label: string
  /** Name of a button: "Call 1003". */
  callTo: (who: string) => string
  wrong?: string | undefined
  onPick: (number: string, name?: string) => void
}) {
  const app = useApp()
  const [typed, setTyped] = useState('')
  const wanted = typed.trim()
  const hits = wanted === '' ? [] : hitsFor(app.filled(searches), wanted)
  const dialled = isDialable(wanted) ? digitsOf(wanted) : undefined
  const [first] = hits
  return (
    <form
      class="number-picker"
      onSubmit={event => {
        event.preventDefault()
        if (dialled !== undefined) onPick(dialled)
        else if (first?.number !== undefined) onPick(first.number, first.label)
      }}
    >
      <Field
        label={label}
        icon="search"
        autocomplete="off"
        data-first
        value={typed}
        problem={wrong}
        onInput={event => setTyped(event.currentTarget.value)}
      />
      {dialled !== undefined && (
        <Button type="submit" icon="phone">
          {callTo(shownDigits(wanted))}
        </Button>
      )}
      {hits.map(hit => (
        <Button
          key={hit.key}
          look="bare"
          icon="people"
          onClick={() => {
            if (hit.number !== undefined) onPick(hit.number, hit.label)
          }}
        >
          {hit.label}
        </Button>
      ))}
    </form>
  )
}

/** Who has no number can't be called. */
function hitsFor(sources: readonly ((typed: string) => readonly Hit[])[], typed: string): readonly Hit[] {
  return sources
    .flatMap(source => source(typed))
    .filter(({ number }) => number !== undefined)
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, most)
}
