/**
 * Another time of day for demonstrations and tests (SVARA_NOW): the clock shows `at` now and runs on from there. Timers are
 * untouched, so what is due in a minute comes in a minute.
 */

// A worker thread starts with a copy of the environment of the thread that starts it.
const variable = 'SVARA_CLOCK_SHIFT'

/** Call it before anything reads the clock. Returns what puts the real time back. */
export function installClock(at: Date): () => void {
  const shift = at.getTime() - Date.now()
  const restore = shiftClock(shift)
  process.env[variable] = String(shift)
  return () => {
    delete process.env[variable]
    restore()
  }
}

/** In a worker thread: takes over the clock of the thread that started it, shifted or not. */
export function followClock(): void {
  const shift = Number(process.env[variable] ?? 0)
  if (shift !== 0) shiftClock(shift)
}

function shiftClock(shift: number): () => void {
  const Real = globalThis.Date
  const realNow = Real.now
  const now = () => realNow() + shift
  // A proxy rather than a subclass: dates made elsewhere (by fs, by structuredClone) stay `instanceof Date`.
  const Shifted: DateConstructor = new Proxy(Real, {
    construct: (target, args, newTarget): object =>
      Reflect.construct(target, args.length ? args : [now()], newTarget === Shifted ? target : newTarget),
    apply: () => new Real(now()).toString(),
  })
  Real.now = now
  Real.prototype.constructor = Shifted
  globalThis.Date = Shifted
  return () => {
    Real.now = realNow
    Real.prototype.constructor = Real
    globalThis.Date = Real
  }
}
