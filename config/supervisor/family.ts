/** Keeps the children running: starts them in order, again when they end, and stops them in order. */
import { type BackOff, backOff, delayAfter } from './back-off.ts'
import type { Child } from './child.ts'
import { killGroup, openGuard } from './guard.ts'
import { heartbeat } from './heartbeat.ts'
import { openLogFile } from './log-file.ts'
import { checkChildren, mayStart } from './order.ts'
import { type Running, runChild } from './run-child.ts'

export interface Family {
  /** Stops all, in the order given; each has ended before the next is told. Resolves when nothing is left. */
  stop(): Promise<void>
  /** Stops one and starts it at once. */
  restart(name: string): void
  /** Settles when a child says that it can never run, with its exit code; all have stopped then. */
  readonly hopeless: Promise<number>
}

export interface FamilyOptions {
  /** Folder of the log files. */
  readonly logs: string
  /** For people: what a child shows, with the child's name, and what happens to children, without one. */
  readonly tell: (line: string, child?: string) => void
  readonly says?: (child: string, word: string) => void
  readonly backOff?: BackOff
}

interface Member {
  readonly child: Child
  readonly log: (line: string) => void
  running?: Running | undefined
  since: number
  delay?: number | undefined
  timer?: NodeJS.Timeout | undefined
  /** Its restart was asked for: no complaint and no delay. */
  asked: boolean
}

export function startFamily(children: readonly Child[], options: FamilyOptions): Family {
  checkChildren(children)
  const { logs, tell } = options
  const said = new Map(children.map(({ name }) => [name, new Set<string>()]))
  const members: Member[] = children.map(child => ({
    child,
    log: openLogFile(logs, child.name),
    since: 0,
    asked: false,
  }))
  const guard = openGuard()
  const hopeless = Promise.withResolvers<number>()
  let stopping: Promise<void> | undefined

  const watch = () => guard.watch(members.flatMap(({ running }) => running?.group ?? []))

  function start(member: Member) {
    const { child, log } = member
    member.timer = undefined
    member.since = performance.now()
    const pulse = heartbeat(child.heartbeat, () => {
      tell(`${child.name} hangs, and is killed`)
      if (running.group !== undefined) killGroup(running.group)
    })
    const running = runChild(child, {
      line: line => {
        log(line)
        const shown = child.shows?.(line)
        if (shown !== undefined) tell(shown, child.name)
      },
      says: word => {
        if (word === 'alive') return pulse.beat()
        said.get(child.name)?.add(word)
        options.says?.(child.name, word)
        startWhoMay()
      },
    })
    member.running = running
    watch()
    void running.ended.then(end => {
      pulse.stop()
      ended(member, running, end)
    })
  }

  function ended(member: Member, { group }: Running, { why, code }: Awaited<Running['ended']>) {
    const { child, asked } = member
    if (group !== undefined) killGroup(group) // Its workers would keep its ports.
    member.running = undefined
    member.asked = false
    watch()
    member.log(`ended: ${why}`)
    if (stopping) return
    if (code !== undefined && code === child.hopeless) {
      void stop().then(() => hopeless.resolve(code))
      return
    }
    if (asked) {
      start(member)
      return
    }
    const delay = delayAfter(member.delay, performance.now() - member.since, options.backOff ?? backOff)
    member.delay = delay
    tell(`${child.name} ended (${why}) and starts again in ${delay / 1000} s; see ${logs}/${child.name}.log`)
    member.timer = setTimeout(start, delay, member)
  }

  function startWhoMay() {
    if (stopping) return
    for (const member of members) {
      if (!member.running && !member.timer && mayStart(member.child, said)) start(member)
    }
  }

  async function end({ child, running }: Member) {
    if (!running) return
    running.process.kill('SIGTERM')
    const patience = setTimeout(() => {
      if (running.group !== undefined) killGroup(running.group)
    }, child.stopsWithin ?? 5_000)
    await running.ended
    clearTimeout(patience)
  }

  async function stopAll() {
    for (const { timer } of members) clearTimeout(timer)
    for (const member of members) await end(member)
    guard.close()
  }
  function stop() {
    stopping ??= stopAll()
    return stopping
  }

  startWhoMay()
  return {
    stop,
    restart(name) {
      const member = members.find(({ child }) => child.name === name)
      if (!member?.running || member.asked) return
      member.asked = true
      void end(member)
    },
    hopeless: hopeless.promise,
  }
}
