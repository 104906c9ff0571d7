/** Calls that the hub was asked for: page by page, with those beside them that are told of meanwhile. */
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { type CallEntry, callLog } from '../contract.ts'
import type { Desk } from './desk.ts'
import { after, joined, type Older, page } from './log.ts'
import { belongs, type Wanted } from './wanted.ts'

export interface Found {
  /** Newest first; undefined until the hub has answered. */
  readonly calls: readonly CallEntry[] | undefined
  readonly older: Older
  readonly more: () => Promise<void>
}

const begin = { calls: undefined, older: { state: 'loading' } } as const

/** Mounted anew for what else is wanted. */
export function useFound({ log, book }: Pick<Desk, 'log' | 'book'>, wanted: Wanted): Found {
  const { api } = useApp()
  const [{ calls, older }, set] = useState<Pick<Found, 'calls' | 'older'>>(begin)
  const { kind, text } = wanted
  // A name that this person's lists have, the log may have as a number alone.
  const numbers = text.trim() === '' ? undefined : book.numbersOf(text).join(',')

  async function ask(before: readonly CallEntry[] | undefined): Promise<void> {
    set({ calls: before, older: { state: 'loading' } })
    try {
      const oldest = before?.at(-1)
      const answer = await api.call(callLog, {
        limit: page,
        kind,
        ...(text.trim() !== '' && { text: text.trim() }),
        ...(numbers && { numbers }),
        ...(oldest && { before: after(oldest.startedAt) }),
      })
      const all = joined(before ?? [], answer.calls)
      log.remember(answer.calls)
      set({ calls: all, older: { state: answer.calls.length < page ? 'none' : 'some' } })
    } catch (error) {
      set({ calls: before, older: { state: 'failed', problem: problemOf(error) } })
    }
  }
  useEffect(() => void ask(undefined), [])

  const live = (log.calls.value ?? []).filter(call => belongs(call, wanted))
  return { calls: calls && joined(live, calls), older, more: () => ask(calls) }
}
