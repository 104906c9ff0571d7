import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import './card.css'

/** Things that belong together, on a ground of their own. `head`: beside the title. */
export function Card({
  title,
  head,
  children,
}: {
  title: string
  head?: ComponentChildren
  children: ComponentChildren
}) {
  const id = useId()
  return (
    <section class="card" aria-labelledby={id}>
      <div class="card-head line-of">
        <h2 id={id} class="grow">
          {title}
        </h2>
        {head}
      </div>
      {children}
    </section>
  )
}
