/** What was done to a draft, so that it can be taken back: pure. */

/** How many steps are remembered. */
const most = 200

export interface History<State> {
  readonly past: readonly State[]
  readonly now: State
  readonly future: readonly State[]
}

export const begin = <State>(now: State): History<State> => ({ past: [], now, future: [] })

/** `joined`: goes on with the step before (letters of one word), and is taken back with it. */
export function step<State>({ past, now }: History<State>, next: State, joined = false): History<State> {
  return { past: joined && past.length > 0 ? past : [...past, now].slice(-most), now: next, future: [] }
}

export function back<State>({ past, now, future }: History<State>): History<State> {
  const before = past.at(-1)
  return before === undefined
    ? { past, now, future }
    : { past: past.slice(0, -1), now: before, future: [now, ...future] }
}

export function forth<State>({ past, now, future }: History<State>): History<State> {
  const [next, ...rest] = future
  return next === undefined ? { past, now, future } : { past: [...past, now], now: next, future: rest }
}
