import './bars.css'

export interface Bar {
  /** Under the bar: an hour, an answer. */
  readonly name: string
  /** Undefined: not yet, which isn't none. */
  readonly value: number | undefined
  /** Of the second series, on top. */
  readonly second?: number
}

/** A bar chart that says its figures: the second series is hatched, so that it needs no colour to be told apart. */
export function Bars({
  label,
  series,
  bars,
}: {
  label: string
  /** Names of the one or two series. */
  series: readonly [string] | readonly [string, string]
  bars: readonly Bar[]
}) {
  const [first, second] = series
  const most = Math.max(1, ...bars.map(bar => (bar.value ?? 0) + (bar.second ?? 0)))
  const height = (value: number) => `${(value / most) * 100}%`
  return (
    <figure class="bars">
      <figcaption class="line-of">
        <span class="grow">{label}</span>
        {second !== undefined && (
          <>
            <span class="bars-key small">
              <i class="first" /> {first}
            </span>
            <span class="bars-key small">
              <i class="second" /> {second}
            </span>
          </>
        )}
      </figcaption>
      <ol>
        {bars.map(({ name, value, second: more = 0 }) => (
          <li key={name}>
            <span class="bars-stack" aria-hidden="true">
              {more > 0 && <i class="second" style={{ height: height(more) }} />}
              {value !== undefined && value > 0 && <i class="first" style={{ height: height(value) }} />}
            </span>
            <span aria-hidden="true">
              <b>{value === undefined ? '–' : value + more}</b>
              <br />
              {name}
            </span>
            <span class="for-readers">{told(name, value, first, more, second)}</span>
          </li>
        ))}
      </ol>
    </figure>
  )
}

function told(name: string, value: number | undefined, first: string, more: number, second: string | undefined) {
  if (value === undefined) return `${name}: –`
  const both = second === undefined ? '' : `, ${second} ${more}`
  return `${name}: ${first} ${value}${both}`
}
