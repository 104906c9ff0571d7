/** Figures as they are printed: a table in Markdown. */

export interface Quantiles {
  readonly p50: number
  readonly p99: number
  readonly most: number
}

export function quantiles(samples: readonly number[]): Quantiles {
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99), most: at(1) }
}

export const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`
export const perSecond = (value: number) => `${value < 10 ? value.toFixed(2) : Math.round(value)}/s`
export const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`

export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const all = [head, ...rows].map(row => row.map(String))
  const widths = head.map((_, column) => Math.max(...all.map(row => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`
  const [first = [], ...rest] = all
  process.stdout.write(line(first))
  process.stdout.write(`|${widths.map(width => '-'.repeat(width + 2)).join('|')}|\n`)
  for (const row of rest) process.stdout.write(line(row))
}
