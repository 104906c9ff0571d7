/** Lines and phones where a call is tried that nobody makes: as set by hand, else as they are, as far as that tells of another time. */
import type { StateOf } from '../../../core/flow/suppose.ts'
import type { Hub } from '../../../core/hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { lineWords } from '../contract/facts.ts'
import type { LineState } from '../contract.ts'
import { lineStates } from '../contract.ts'
import type { Lines } from '../lines.ts'

const line = 'calls.line'
const phones = 'calls.phones'

/** Whoever talks now is taken to talk still then, in milliseconds; later, nobody knows, and a line is mostly free. */
const soonMs = 5 * 60_000

export interface SupposedLines {
  state(person: string, at: Date, given: StateOf): LineState
  isThere(person: string, given: StateOf): boolean
}

export function supposedLines(hub: Pick<Hub, 'supposable'>, directory: Directory, lines: Lines): SupposedLines {
  hub.supposable({
    ...{ name: line, of: 'callee', say: { sv: 'Linjen', en: 'The line' } },
    options: () => lineStates.map(value => ({ value, say: lineWords[value] })),
  })
  hub.supposable({
    ...{ name: phones, of: 'callee', say: { sv: 'Telefonerna', en: 'The phones' } },
    options: () => [
      { value: 'there', say: { sv: 'inloggade', en: 'registered' } },
      { value: 'none', say: { sv: 'ingen inloggad', en: 'none registered' } },
    ],
  })
  return {
    state(person, at, given) {
      const set = lineStates.find(state => state === given(line, person))
      if (set) return set
      const extension = directory.person(person)?.extension
      if (extension === undefined || Math.abs(at.getTime() - Date.now()) > soonMs) return 'idle'
      return lines.state(extension)
    },
    isThere(person, given) {
      const set = given(phones, person)
      const extension = directory.person(person)?.extension
      return set === undefined ? extension !== undefined && lines.registered(extension) : set === 'there'
    },
  }
}
