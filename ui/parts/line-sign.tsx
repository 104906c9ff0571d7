import { lineShapes } from './line-shapes.ts'
import './line-sign.css'

/** idle ●, ring ◆, call ■, shut ⊖ (idle behind an activity that closes the phone), none ○ (no phone). */
export type LineLook = keyof typeof lineShapes

/** The shape alone: a word stands beside it, seen or for screen readers. Static text of ours is set as markup. */
export function LineSign({ look }: { look: LineLook }) {
  return (
    <svg
      class={`line-sign ${look}`}
      viewBox="0 0 12 12"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: lineShapes[look] }}
    />
  )
}

export function LineState({ look, word }: { look: LineLook; word: string }) {
  return (
    <span class="line-state">
      <LineSign look={look} />
      <span class="word">{word}</span>
    </span>
  )
}
