export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: unknown
}

/** https://developers.google.com/workspace/calendar/api/guides/errors */
export const failed = (code: number, reason: string, message: string, headers = {}): Answer => ({
  status: code,
  headers,
  body: { error: { code, message, errors: [{ domain: 'calendar', reason, message }] } },
})
