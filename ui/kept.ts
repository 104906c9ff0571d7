/** Small things that this browser remembers. Where it may not (private windows, full disks), they last as long as the page. */

export interface Kept<Value> {
  /** In the browser's storage. */
  readonly key: string
  read(): Value | undefined
  write(value: Value | undefined): void
}

export function kept<Value>(name: string): Kept<Value> {
  const key = `svara.${name}`
  return {
    key,
    read() {
      try {
        const text = localStorage.getItem(key)
        return text === null ? undefined : (JSON.parse(text) as Value)
      } catch {
        return undefined
      }
    },
    write(value) {
      try {
        if (value === undefined) localStorage.removeItem(key)
        else localStorage.setItem(key, JSON.stringify(value))
      } catch {
        // Nothing depends on its being remembered.
      }
    },
  }
}
