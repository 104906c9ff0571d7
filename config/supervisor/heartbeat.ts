/** Notices that a process which said it was alive says so no more. */

/** `hangs` is called once, three times `every` ms (undefined: never) after the last beat; a process that never beat is let be. */
export function heartbeat(every: number | undefined, hangs: () => void): { beat(): void; stop(): void } {
  let missed = 0
  let timer: NodeJS.Timeout | undefined
  const stop = () => clearInterval(timer)
  // Counted in ticks of ours, not by the clock: when this process itself was stopped for a while, nobody is to blame.
  const tick = () => {
    missed += 1
    if (missed < 3) return
    stop()
    hangs()
  }
  return {
    beat() {
      missed = 0
      if (every !== undefined) timer ??= setInterval(tick, every)
    },
    stop,
  }
}
