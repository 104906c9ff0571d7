import type Koa from 'koa'
import type { Session } from '../access/sessions.ts'
import type { Language } from '../define.ts'

/** What the hub knows of a request, beside what Koa knows. */
export interface RequestState extends Koa.DefaultState {
  session?: Session | undefined
  /** The path as defined, for the figures. */
  route?: string
}
export type RequestContext = Koa.ParameterizedContext<RequestState>
export type RequestStep = Koa.Middleware<RequestState>

/** The language of the account, else what the browser asks for, else English. */
export function languageOf(context: RequestContext): Language {
  const account = context.state.session?.language
  if (account) return account
  return context.acceptsLanguages('en', 'sv') === 'sv' ? 'sv' : 'en'
}
