import type { Phrase } from './define.ts'

/**
 * An error that somebody can act on. `code` is the key of its words in both languages (a plugin's words/, or core/words.ts);
 * `details` are the values in those words, `field` the path of the input at fault.
 */
export class HubError extends Error {
  readonly code: string
  readonly status: number
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: string, status: number, details: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.name = 'HubError'
    this.code = code
    this.status = status
    this.details = details
  }
}

/** Thrown by a fact that can't be known just now. Any other error makes the fact unknown too, with the error's message. */
export class Unknown extends Error {
  readonly why: Phrase

  constructor(why: Phrase) {
    super(why.en)
    this.name = 'Unknown'
    this.why = why
  }
}
