import type { ComponentChildren } from 'preact'
import type { Language } from '../../core/define.ts'
import './sentence.css'

/** What was decided, or what a caller hears: a sentence with a line before it. `lang` where it isn't in the app's language. */
export function Say({
  tone = 'closed',
  lang,
  children,
}: {
  tone?: 'free' | 'closed' | 'away' | 'busy'
  lang?: Language
  children: ComponentChildren
}) {
  return (
    <blockquote class={`say ${tone}`} lang={lang}>
      {children}
    </blockquote>
  )
}

/** A rule as a sentence: lines of words and chips. */
export function Sentence({ children }: { children: ComponentChildren }) {
  return <div class="sentence">{children}</div>
}

/** `within`: belongs to the line above it. */
export function SentenceLine({ within = false, children }: { within?: boolean; children: ComponentChildren }) {
  return <div class={within ? 'within' : ''}>{children}</div>
}
