import { type IconName, icons } from './icons.ts'
import './icon.css'

/** Static text of ours is set as markup. */
export function Icon({ name, class: more = '' }: { name: IconName; class?: string }) {
  return (
    <svg
      class={`icon ${more}`}
      viewBox="0 0 16 16"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: icons[name] }}
    />
  )
}
