/** A process of the stack, as a plain value: another one is another value in stack.ts. */
export interface Child {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  /** Added to the supervisor's own environment; asked at every start. */
  readonly env?: () => Readonly<Record<string, string>>
  /** A Node program: has a channel (process.send) and says there how far it is, as `{ migrated: true }`. */
  readonly channel?: boolean
  /** Starts once that child has said this. Without it, at once. */
  readonly after?: { readonly child: string; readonly says: string }
  /** What people see on the terminal of a line of its output, if anything; its log file has it all. */
  readonly shows?: (line: string) => string | undefined
  /** Milliseconds from SIGTERM until it is killed. 5,000 unless given. */
  readonly stopsWithin?: number
  /**
   * Milliseconds: one that said `{ alive: true }` and then says it no more for three times as long hangs, and is killed. A hub that
   * hangs doesn't only fail to decide: Kamailio would wait for it to take its events.
   */
  readonly heartbeat?: number
  /** Exit code that says it can never run as things are: all stop, and the supervisor exits with it. */
  readonly hopeless?: number
}
