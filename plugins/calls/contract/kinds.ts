/** What screens and rules both speak of. A file of its own, so that a browser loads neither events nor facts for it. */

export const lineStates = ['idle', 'ringing', 'in-call'] as const
export type LineState = (typeof lineStates)[number]

/** `voicemail`: a message was left. `unanswered` and `failed` are said of calls out. */
export const outcomes = ['answered', 'missed', 'voicemail', 'announced', 'refused', 'failed', 'unanswered'] as const
export type Outcome = (typeof outcomes)[number]
