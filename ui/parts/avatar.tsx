import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import './avatar.css'

/** Somebody's picture, or initials on a colour of that name's own; `icon` for what is no person. `children`: a sign in its corner. */
export function Avatar({
  name,
  icon,
  photo,
  size = 'small',
  children,
}: {
  name: string
  icon?: IconName
  /** Address of a picture. The initials stand under it, and are seen where it doesn't come. */
  photo?: string | undefined
  size?: 'small' | 'large' | 'huge'
  children?: ComponentChildren
}) {
  return (
    <span
      class={`avatar ${size} ${icon ? 'square' : ''}`}
      style={{ '--hue': String(icon ? 230 : hueOf(name)) }}
      aria-hidden="true"
    >
      {icon ? <Icon name={icon} /> : initials(name)}
      {photo && <img key={photo} src={photo} alt="" loading="lazy" onError={event => event.currentTarget.remove()} />}
      {children}
    </span>
  )
}

/** "Cecilia Öberg" is CÖ. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = firstLetter(words[0])
  const last = words.length > 1 ? firstLetter(words.at(-1)) : ''
  return (first + last).toLocaleUpperCase('sv')
}

const segments = new Intl.Segmenter('sv', { granularity: 'grapheme' })
/** As people count letters: Å may be two code points. */
const firstLetter = (word = ''): string => segments.segment(word)[Symbol.iterator]().next().value?.segment ?? ''

/** Degrees; the same for the same name. */
function hueOf(name: string): number {
  let hash = 7
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 3600
  return hash % 360
}
