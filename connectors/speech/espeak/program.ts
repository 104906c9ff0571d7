import { type ExecFileException, execFile } from 'node:child_process'
import { HubError } from '../../../core/error.ts'

export interface Limits {
  /** Then the program is killed. */
  readonly milliseconds: number
  /** More output than this is an error `speech.too-long`. */
  readonly bytes: number
}

/**
 * Runs a program without a shell, gives it `input` on stdin and returns its stdout. Text from people goes by stdin alone, so that
 * nothing in it can become an argument. Throws HubError `speech.unavailable` (not installed), `speech.too-long`, `speech.failed`.
 */
export function run(command: string, args: readonly string[], input: string | Buffer, limits: Limits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = {
      encoding: 'buffer',
      timeout: limits.milliseconds,
      maxBuffer: limits.bytes,
      killSignal: 'SIGKILL',
    } as const
    const child = execFile(command, [...args], options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout)
      reject(failure(command, error, stderr.toString()))
    })
    // A program that ends without reading all of its input breaks the pipe; its exit status tells why.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}

function failure(command: string, error: ExecFileException, stderr: string): HubError {
  if (error.code === 'ENOENT' || error.code === 'EACCES') return new HubError('speech.unavailable', 503, { command })
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return new HubError('speech.too-long', 422)
  if (error.killed) return new HubError('speech.failed', 500, { command, reason: 'time-out' })
  return new HubError('speech.failed', 500, { command, reason: stderr.trim().slice(0, 200) })
}
