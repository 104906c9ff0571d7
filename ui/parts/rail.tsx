import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import './rail.css'

/** won: it answered; unknown: couldn't be told; past: wasn't needed any more. */
export type RungLook = 'plain' | 'won' | 'unknown' | 'past'

const signs: Record<RungLook, IconName> = { plain: 'dash', won: 'check', unknown: 'warn', past: 'dash' }

/** A line read downwards until something answers: a trace, a ladder of rules, a day. */
export function Rail({ children, label }: { children: ComponentChildren; label?: string }) {
  return (
    <ol class="rail" aria-label={label}>
      {children}
    </ol>
  )
}

export function Rung({ look = 'plain', children }: { look?: RungLook; children: ComponentChildren }) {
  return (
    <li class={look}>
      <span class="dot">
        <Icon name={signs[look]} />
      </span>
      {children}
    </li>
  )
}
