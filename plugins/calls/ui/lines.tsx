/** Lines of phones as signs and words: in lists and cards of people, and one's own at the top. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { App } from '../../../ui/app.ts'
import { type LineLook, LineSign, LineState } from '../../../ui/parts/line-sign.tsx'
import { closesPhone } from '../../directory/contract.ts'
import { lines } from '../contract.ts'
import { t } from './words/index.ts'
import './lines.css'

export interface LineBoard {
  /** Reads signals; undefined until the hub has told. */
  look(person: string): LineLook | undefined
  /** Has a phone that is neither ringing nor in a call. */
  isFree(person: string): boolean
}

export function openLineBoard(app: Pick<App, 'live' | 'filled'>): LineBoard {
  const view = app.live.view(lines)
  // One signal a person: a change repaints one row.
  const looks = new Map<string, ReadonlySignal<LineLook | undefined>>()

  function open(person: string): ReadonlySignal<LineLook | undefined> {
    const line = view.select(state => state.lines[person] ?? 'idle')
    const registered = view.select(state => state.reachable[person] === true)
    return computed(() => {
      if (line.value === undefined) return undefined
      if (line.value === 'in-call') return 'call'
      if (line.value === 'ringing') return 'ring'
      if (!registered.value) return 'none'
      return app.filled(closesPhone).some(closes => closes(person)) ? 'shut' : 'idle'
    })
  }

  function look(person: string): LineLook | undefined {
    const known = looks.get(person) ?? open(person)
    looks.set(person, known)
    return known.value
  }

  return {
    look,
    isFree(person) {
      const now = look(person)
      return now === 'idle' || now === 'shut'
    },
  }
}

export const personSignOf = (board: LineBoard) =>
  function PersonSign({ person }: { person: string }) {
    const look = board.look(person)
    return look ? <LineSign look={look} /> : null
  }

export const personLineOf = (board: LineBoard) =>
  function PersonLine({ person }: { person: string }) {
    const look = board.look(person)
    return look ? <LineState look={look} word={t(`line.${look}`)} /> : null
  }

export const myLineOf = (board: LineBoard, me: string) =>
  function MyLine() {
    const look = board.look(me)
    if (!look) return null
    return (
      <span class="my-line">
        <span class="for-readers">{t('line.mine')} </span>
        <LineState look={look} word={t(`line.${look}`)} />
      </span>
    )
  }
