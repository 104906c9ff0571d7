/** Runs the steps of a command, one after the other. */
import { ownPath, run, toldToStop } from './processes.mjs'

/**
 * Every step runs even after one has failed, so that a test run ends with the tests' own summary. Gives the first exit code that
 * isn't 0. A step is tied to this process: what it started ends with it.
 */
export async function pass(steps, env) {
  let failed = 0
  for (const step of steps) {
    if (toldToStop()) break
    const code = await run(step, {
      env: { PATH: ownPath(), ...env },
      tied: step.some(part => part.endsWith('supervisor.ts')),
    })
    failed ||= code
  }
  return failed
}
