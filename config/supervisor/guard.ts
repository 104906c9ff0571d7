/**
 * Kills what a dead supervisor leaves. Kamailio's workers outlive its main process: `setpriv --pdeathsig` is forgotten at
 * fork (prctl(2)), and they keep its ports. Every child leads a process group; this shell, in a group of its own, knows the
 * groups, and when its input ends, which the kernel sees to however the supervisor died, it kills them.
 */
import { type ChildProcess, spawn } from 'node:child_process'

export interface Guard {
  /** Process groups to kill, replacing those named before. */
  watch(groups: Iterable<number>): void
  /** Ends the guard; what it watches is killed. */
  close(): void
}

// A line is all the groups there are: the last one counts.
const script = `trap '' INT TERM HUP
while read -r line; do groups=$line; done
for group in $groups; do kill -s KILL -- "-$group"; done`

export function openGuard(): Guard {
  let groups: readonly number[] = []
  let closed = false
  let shell: ChildProcess

  const tell = () => shell.stdin?.write(`${groups.join(' ')}\n`)
  function start() {
    shell = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
    shell.stdin?.on('error', () => {}) // It died: 'exit' follows, and another takes its place.
    shell.on('error', () => {})
    shell.on('exit', () => {
      if (!closed) start()
    })
    tell()
  }
  start()

  return {
    watch(present) {
      groups = [...present]
      tell()
    },
    close() {
      closed = true
      shell.stdin?.end()
    },
  }
}

/** Kills a whole process group. That it is gone already is as good. */
export function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
