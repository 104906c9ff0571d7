/** What goes wrong, as an answer: { error: { code, message, field?, details } }. Never a stack, never the words of a strange error. */
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Language } from '../define.ts'
import { HubError } from '../error.ts'
import type { Lexicon } from '../words.ts'
import { languageOf, type RequestStep } from './context.ts'

export const problemSchema = z.object({
  error: z.object({
    /** Stable; the key of the words. */
    code: z.string(),
    /** In the user's language. */
    message: z.string(),
    /** Path of the input at fault, as in "members.0.email". */
    field: z.string().optional(),
    details: z.record(z.string(), z.unknown()),
  }),
})
export type Problem = z.infer<typeof problemSchema>

/** Answers whatever is thrown further in. */
export const answerProblems =
  (lexicon: Lexicon, log: Logger): RequestStep =>
  async (context, next) => {
    try {
      await next()
    } catch (thrown) {
      const error = asHubError(thrown)
      if (error.status >= 500)
        log.error({ err: thrown, method: context.method, route: context.state.route }, error.code)
      context.status = error.status
      context.body = problem(error, languageOf(context), lexicon)
      const { seconds } = error.details
      if (error.status === 429 && typeof seconds === 'number') context.set('Retry-After', String(seconds))
      // What is left of the request is not read, so nothing may follow it.
      if (error.status === 413) context.set('Connection', 'close')
    }
  }

export function problem(error: HubError, language: Language, lexicon: Lexicon): Problem {
  const field = typeof error.details.field === 'string' ? error.details.field : undefined
  const details = field === undefined ? error.details : { ...error.details, field: label(field, language, lexicon) }
  const message = lexicon.say(language, error.code, details) ?? lexicon.say(language, 'http.internal') ?? error.code
  const { field: _, ...rest } = error.details
  return { error: { code: error.code, message, ...(field === undefined ? {} : { field }), details: rest } }
}

/** What people call the field: the words of the last name in its path, or that name itself. */
function label(field: string, language: Language, lexicon: Lexicon): string {
  const name = field.split('.').findLast(part => !/^\d+$/.test(part)) ?? field
  return lexicon.say(language, `field.${name}`) ?? name
}

function asHubError(thrown: unknown): HubError {
  if (thrown instanceof HubError) return thrown
  return new HubError('http.internal', 500)
}
