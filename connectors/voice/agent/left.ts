/** Legs that a dead agent left behind: nobody hears them any more, so they are ended, and what they had recorded is told. */
import { closeSync, fstatSync, openSync, writeSync } from 'node:fs'
import { C } from 'sip.js/lib/core/index.js'
import type { Happening } from '../exchange.ts'
import { perSecond, wavHeader, wavHeaderLength } from '../wav.ts'
import type { DialogRecord, Journal } from './journal.ts'
import { type UserAgent, uri } from './user-agent.ts'

/** More than a leg can have used up before. */
const laterSequence = 100_000

export function endLeft(options: {
  ua: UserAgent
  journal: Journal
  readonly happened: (happening: Happening) => void
}): {
  stop(): void
} {
  const { ua, journal, happened } = options
  const byes: DialogRecord[] = []
  for (const { leg, callId, about, answeredAt, recording, dialog } of journal.left) {
    const of = { leg, callId, about }
    if (recording) {
      happened({ kind: 'recorded', ...of, ...recording, milliseconds: mend(recording.file), by: 'lost' })
    }
    const seconds = answeredAt === undefined ? 0 : Math.round((Date.now() - Date.parse(answeredAt)) / 1000)
    happened({ kind: 'ended', ...of, by: 'lost', seconds })
    if (dialog) byes.push(dialog)
  }
  const trying = setInterval(() => {
    if (!ua.isUp()) return
    clearInterval(trying)
    for (const dialog of byes) bye(ua, dialog)
  }, 20)
  if (byes.length === 0) clearInterval(trying)
  return { stop: () => clearInterval(trying) }
}

function bye(
  { core }: UserAgent,
  { callId, localTag, remoteTag, localUri, remoteUri, remoteTarget, routes }: DialogRecord,
) {
  const options = { callId, cseq: laterSequence, fromTag: localTag, toTag: remoteTag, routeSet: [...routes] }
  const reason = ['Reason: SIP ;cause=500 ;text="Restarted"'] // RFC 3326
  core.request(
    core.makeOutgoingRequestMessage(C.BYE, uri(remoteTarget), uri(localUri), uri(remoteUri), options, reason),
  )
}

/** Has the header say all that is in the file. Gives the milliseconds; 0 where there is no file. */
function mend(file: string): number {
  try {
    const descriptor = openSync(file, 'r+')
    try {
      const length = Math.max(0, fstatSync(descriptor).size - wavHeaderLength)
      writeSync(descriptor, wavHeader(length), 0, wavHeaderLength, 0)
      return Math.round((length * 1000) / perSecond)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return 0
  }
}
