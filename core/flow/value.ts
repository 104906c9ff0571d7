/** The value at a simple path (`$.until`); undefined where there is none. */
export function valueAt(value: unknown, path: string): unknown {
  let here = value
  for (const name of path.split('.').slice(1)) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined
    here = (here as Record<string, unknown>)[name]
  }
  return here
}
