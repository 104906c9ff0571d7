/** Waiting that ends at once when there is something else to do. */

/** Settles as the promise does, or rejects with the signal's reason. */
export function until<Result>(signal: AbortSignal, promise: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** A signal that is aborted with another one, or by itself. `free` when it is needed no more. */
export function within(outer: AbortSignal): { readonly signal: AbortSignal; readonly stop: () => void } {
  const inner = new AbortController()
  const stop = () => {
    outer.removeEventListener('abort', stop)
    inner.abort()
  }
  if (outer.aborted) inner.abort()
  else outer.addEventListener('abort', stop, { once: true })
  return { signal: inner.signal, stop }
}
