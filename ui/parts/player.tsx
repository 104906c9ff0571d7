import type { ComponentChildren, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact'
import { duration } from '../time.ts'
import { shellWords as t } from '../words/index.ts'
import { language } from '../words.ts'
import { Button } from './button.tsx'
import './player.css'

export interface PlayerProps {
  /** "Play the message from Olof Berg": what the button says while it doesn't play, and while it does. */
  readonly play: string
  readonly pause: string
  readonly playing: boolean
  /** Seconds. */
  readonly length: number
  readonly at: number
  /** How loud it is along its length, 0 to 1. */
  readonly loudness: readonly number[]
  readonly speed: number
  readonly onToggle: () => void
  readonly onSeek: (seconds: number) => void
  readonly onSpeed: (speed: number) => void
  /** Being fetched. */
  readonly busy?: boolean
  /** Why it can't be played. */
  readonly problem?: string | undefined
  /** -1 in a row of a list whose rows the arrows lead to. */
  readonly tabIndex?: 0 | -1
  /** What else can be done with it. */
  readonly children?: ComponentChildren
}

const speeds = [1, 1.5, 2, 0.75]
/** Seconds that an arrow, and a page key, moves. */
const [little, much] = [5, 15]

/** Sound: its shape is the slider. It holds no sound itself. */
export function Player(props: PlayerProps) {
  const { playing, length, at, loudness, speed, onSeek, problem, busy = false, tabIndex = 0 } = props
  const to = (seconds: number) => onSeek(Math.min(length, Math.max(0, seconds)))
  const shown = `${duration(at)} / ${duration(length)}`
  const times = new Intl.NumberFormat(language.value).format(speed)

  function onKeyDown(event: TargetedKeyboardEvent<HTMLElement>): void {
    const next = {
      ArrowRight: at + little,
      ArrowUp: at + little,
      ArrowLeft: at - little,
      ArrowDown: at - little,
      PageUp: at + much,
      PageDown: at - much,
      Home: 0,
      End: length,
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    to(next)
  }
  function onPointer(event: TargetedPointerEvent<HTMLElement>): void {
    if (event.buttons !== 1) return
    const wave = event.currentTarget
    wave.setPointerCapture(event.pointerId)
    const { left, width } = wave.getBoundingClientRect()
    to(((event.clientX - left) / width) * length)
  }

  return (
    <div class="player">
      <Button
        icon={playing ? 'hold' : 'play'}
        iconOnly
        busy={busy}
        unable={problem}
        tabIndex={tabIndex}
        aria-keyshortcuts="Space"
        onClick={props.onToggle}
      >
        {playing ? props.pause : props.play}
      </Button>
      <span
        class="wave"
        role="slider"
        tabIndex={tabIndex}
        aria-label={t('player.position')}
        aria-valuemin={0}
        aria-valuemax={Math.round(length)}
        aria-valuenow={Math.round(at)}
        aria-valuetext={shown}
        onKeyDown={onKeyDown}
        onPointerDown={onPointer}
        onPointerMove={onPointer}
      >
        {loudness.map((loud, place) => (
          <i
            key={place}
            class={place / loudness.length < at / length ? 'past' : ''}
            style={{ height: `${Math.round(12 + 88 * loud)}%` }}
          />
        ))}
      </span>
      <span class="figures small quiet" aria-hidden="true">
        {shown}
      </span>
      <Button
        look="bare"
        class="small"
        tabIndex={tabIndex}
        aria-label={t('player.speed', { times })}
        onClick={() => props.onSpeed(speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1)}
      >
        {times}×
      </Button>
      {props.children}
      {problem !== undefined && <p class="small problem">{problem}</p>}
    </div>
  )
}
