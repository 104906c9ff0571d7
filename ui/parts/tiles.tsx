import type { ComponentChildren, TargetedKeyboardEvent } from 'preact'
import { useRef } from 'preact/hooks'
import './tiles.css'

export interface TileChoice<Value extends string> {
  readonly value: Value
  readonly label: string
  /** A sign before the label. */
  readonly sign?: ComponentChildren
  /** Faint, at the end: the usual length. */
  readonly about?: string | undefined
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/**
 * One of several, each with a sign and a word: the ARIA APG's radio group, so arrows move and choose, and Tab passes it in one step. With
 * `onPick` arrows only move, and Enter, Space or a press picks: for what is done at once.
 */
export function Tiles<Value extends string>({
  label,
  choices,
  value,
  onChange,
  onPick,
  first = false,
}: {
  label: string
  choices: readonly TileChoice<Value>[]
  value: Value | undefined
  onChange?: (value: Value) => void
  onPick?: (value: Value) => void
  /** Focus begins here when the popover around it opens. */
  first?: boolean
}) {
  const group = useRef<HTMLDivElement>(null)
  const at = Math.max(
    0,
    choices.findIndex(choice => choice.value === value),
  )
  const pick = onPick ?? onChange

  function onKeyDown(event: TargetedKeyboardEvent<HTMLElement>): void {
    const tiles = [...(group.current?.querySelectorAll<HTMLElement>('[role=radio]') ?? [])]
    const here = tiles.indexOf(document.activeElement as HTMLElement)
    const step = steps[event.key]
    const next = step === undefined ? { Home: 0, End: tiles.length - 1 }[event.key] : here + step
    if (next === undefined || here < 0) return
    event.preventDefault()
    const to = (next + tiles.length) % tiles.length
    tiles[to]?.focus()
    const choice = choices[to]
    if (choice && !onPick) onChange?.(choice.value)
  }

  return (
    <div ref={group} class="tiles" role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
      {choices.map((choice, place) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio would choose with the arrows that only move here
        <button
          key={choice.value}
          type="button"
          role="radio"
          class="tile"
          aria-checked={choice.value === value}
          tabIndex={place === at ? 0 : -1}
          data-first={first && place === at ? '' : undefined}
          onClick={() => pick?.(choice.value)}
        >
          {choice.sign}
          <span class="cut">{choice.label}</span>
          {choice.about && <span class="tile-about small faint">{choice.about}</span>}
        </button>
      ))}
    </div>
  )
}
