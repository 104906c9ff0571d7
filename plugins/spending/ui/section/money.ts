/** Kronor as people write them, to öre and back. */

/** Null for nothing, undefined for what is no amount. */
export function öreOf(kronor: string): number | null | undefined {
  const text = kronor.replaceAll(/\s/g, '').replace(',', '.')
  if (text === '') return null
  return /^\d{1,7}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : undefined
}

/** "200", "12,50". */
export const kronorOf = (öre: number | null): string =>
  öre === null ? '' : öre % 100 === 0 ? String(öre / 100) : (öre / 100).toFixed(2).replace('.', ',')

/** Null for nothing, undefined for what is no whole number. */
export function wholeOf(text: string): number | null | undefined {
  if (text.trim() === '') return null
  return /^\d{1,5}$/.test(text.trim()) ? Number(text) : undefined
}
