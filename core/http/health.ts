/** Whether the hub can do its main job. */
export interface Check {
  readonly ok: boolean
  readonly detail?: string | undefined
}

export interface Health {
  /** Throws when the name is taken. A check that takes over 2 s has failed. */
  add(name: string, check: () => Check | Promise<Check>, options?: { readonly required?: boolean }): void
  /** `status` is 'ok' when all required checks are, else 'unavailable'; then each check by its name. */
  report(): Promise<Report>
}
export interface Report {
  readonly status: 'ok' | 'unavailable'
  readonly checks: Readonly<Record<string, Check>>
}

const patience = 2_000

export function openHealth(): Health {
  const checks = new Map<string, { run: () => Check | Promise<Check>; required: boolean }>()
  // Anyone may ask, and as often as they like: those who come while it is being found out share the answer.
  let underway: Promise<Report> | undefined

  async function find(): Promise<Report> {
    const results = await Promise.all(
      [...checks].map(async ([name, { run, required }]) => ({ name, required, result: await outcome(run) })),
    )
    return {
      status: results.every(({ required, result }) => result.ok || !required) ? 'ok' : 'unavailable',
      checks: Object.fromEntries(results.map(({ name, result }) => [name, result])),
    }
  }

  return {
    add(name, run, { required = false } = {}) {
      if (checks.has(name) || name === 'status') throw new Error(`There is a health check named ${name} already`)
      checks.set(name, { run, required })
    },
    report() {
      underway ??= find().finally(() => {
        underway = undefined
      })
      return underway
    },
  }
}

async function outcome(run: () => Check | Promise<Check>): Promise<Check> {
  const { promise: late, resolve } = Promise.withResolvers<Check>()
  const timer = setTimeout(() => resolve({ ok: false, detail: 'no answer' }), patience)
  try {
    return await Promise.race([run(), late])
  } catch {
    // What was thrown is for the log of whoever threw it; this page is open to all.
    return { ok: false, detail: 'failed' }
  } finally {
    clearTimeout(timer)
  }
}
