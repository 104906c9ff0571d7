/** Runs the steps of a command, one after the other. */
import { join } from 'node:path'
import { ownPath, root, run, toldToStop } from './processes.mjs'

/** What Node made of our files the last time, types stripped: a start then takes half as long. */
const compiled = join(root, 'node_modules/.cache/svara')

/**
 * Every step runs even after one has failed, so that a test run ends with the tests' own summary. Gives the first exit code that
 * isn't 0. A step is tied to this process: what it started ends with it.
 */
export async function pass(steps, env) {
  let failed = 0
  for (const step of steps) {
    if (toldToStop()) break
    const code = await run(step, {
      env: { PATH: ownPath(), NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? compiled, ...env },
      tied: step.some(part => part.endsWith('supervisor.ts')),
    })
    failed ||= code
  }
  return failed
}
