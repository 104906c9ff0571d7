/**
 * What a call carries along: the signalling side keeps it, opaque, and hands it back with the outcome, perhaps to another hub.
 */
import type { Asked } from './parties.ts'

export const pack = (asked: Asked): string => Buffer.from(JSON.stringify(asked)).toString('base64url')

/** Undefined for what no hub of ours can have packed. */
export function unpack(context: string): Asked | undefined {
  try {
    const asked = JSON.parse(Buffer.from(context, 'base64url').toString()) as Asked
    return ['incoming', 'outgoing', 'direct'].includes(asked.kind) ? asked : undefined
  } catch {
    return undefined
  }
}
