import type { ComponentChildren } from 'preact'
import './wall.css'

/** Figures to be read across a room. */
export function Wall({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <section class="wall" aria-label={label}>
      <dl>{children}</dl>
    </section>
  )
}

/** `unit` stands small behind the figure, `about` under it. `hot`: somebody should do something about it. */
export function WallFigure({
  label,
  value,
  unit,
  about,
  hot = false,
}: {
  label: string
  value: string
  unit?: string
  about?: string
  hot?: boolean
}) {
  return (
    <div class={hot ? 'hot' : ''}>
      <dt>{label}</dt>
      <dd>
        <strong>
          {value}
          {unit && <small> {unit}</small>}
        </strong>
        {about && <span class="quiet">{about}</span>}
      </dd>
    </div>
  )
}
