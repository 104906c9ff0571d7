/** Running other programs, and noticing that whoever started this one is gone. */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The path with the project's own programs first, Node 24 among them. */
export const ownPath = () => [join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter)

let current

/**
 * Runs a program and gives its exit code (128 and the signal's number where a signal ended it, as shells do). Signals that come
 * meanwhile are handed on. `tied`: it gets an IPC channel whose end tells it that this process is gone.
 */
export function run([program, ...args], { env = {}, cwd = root, tied = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['inherit', 'inherit', 'inherit', ...(tied ? ['ipc'] : [])],
    })
    current = child
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      current = undefined
      resolve(code ?? 128 + (numbers[signal] ?? 0))
    })
  })
}
const numbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }

/** Gives the program's output, or undefined when it is missing or fails (`whole: false`: what it said until then). */
export function output([program, ...args], { whole = true } = {}) {
  return new Promise(resolve => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', data => {
      text += data
    })
    child.on('error', () => resolve(undefined))
    child.on('close', code => resolve(code === 0 || !whole ? text : undefined))
  })
}

let told = false
/** True once somebody has asked this process to end: no further step is begun. */
export const toldToStop = () => told

function stop(signal) {
  told = true
  // A terminal sends Ctrl-C to all that it runs, and a second one means "at once" to some.
  if (current && signal === 'SIGINT' && process.stdin.isTTY) return
  if (current) current.kill(signal)
  else process.exit(128 + (numbers[signal] ?? 0))
}

/** Hands signals on, and stops too when npm was killed in a way that it couldn't tell (SIGKILL). */
export function watchStarter() {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => stop(signal))
  if (!process.env.npm_lifecycle_event) return
  // npm runs a script by `sh -c`; most shells become the script, some stay in between.
  const parent = process.ppid
  const grandparent = /^(sh|ash|dash|bash)$/.test(processName(parent)) ? parentOf(parent) : undefined
  const timer = setInterval(() => {
    const orphan = process.ppid !== parent || (grandparent !== undefined && parentOf(parent) !== grandparent)
    if (!orphan) return
    clearInterval(timer)
    stop('SIGTERM')
  }, 500)
  timer.unref()
}

// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: "pid (name) state ppid …", and the name may hold anything.
function stat(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return ''
  }
}
const processName = pid => /\((.*)\)/s.exec(stat(pid))?.[1] ?? ''
const parentOf = pid => Number(/.*\) \S (\d+)/s.exec(stat(pid))?.[1] ?? 0)

/** Notes that something need not be looked at again. Where this user may not write, it is looked at again. */
export function remember(file, text) {
  try {
    writeFileSync(file, text)
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code)) throw error
  }
}
