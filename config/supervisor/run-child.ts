/** Starts one process of the stack, in a process group of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Child } from './child.ts'
import { findProgram } from './programs.ts'

export interface Running {
  readonly process: ChildProcess
  /** Undefined when it couldn't be started. */
  readonly group: number | undefined
  /** Why it ended, in words, and its exit code where it has one. Never rejects. */
  readonly ended: Promise<{ readonly why: string; readonly code: number | undefined }>
}

export interface Listeners {
  readonly line: (line: string) => void
  readonly says: (word: string) => void
}

export function runChild(child: Child, { line, says }: Listeners): Running {
  const setpriv = findProgram('setpriv')
  const [command, ...args] = setpriv
    ? [setpriv, '--pdeathsig', 'KILL', child.command, ...child.args]
    : [child.command, ...child.args]
  const started = spawn(command, args, {
    env: { ...process.env, ...child.env?.() },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', ...(child.channel ? (['ipc'] as const) : [])],
  })
  for (const stream of [started.stdout, started.stderr]) if (stream) createInterface(stream).on('line', line)
  started.on('message', message => {
    if (typeof message !== 'object' || message === null) return
    for (const [word, value] of Object.entries(message)) if (value === true) says(word)
  })
  const { promise: ended, resolve } = Promise.withResolvers<Awaited<Running['ended']>>()
  started.on('error', error => resolve({ why: error.message, code: undefined }))
  started.on('exit', (code, signal) =>
    resolve({ why: signal ? `killed by ${signal}` : `exit code ${code}`, code: code ?? undefined }),
  )
  return { process: started, group: started.pid, ended }
}
