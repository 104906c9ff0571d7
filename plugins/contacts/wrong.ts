/** What is wrong with a contact that somebody wrote: all of it at once, so that whoever mends it mends it once. */
import { z } from 'zod'
import { HubError } from '../../core/error.ts'
import { e164, type Place } from '../directory/contract.ts'
import type { ContactFields, ContactProblem } from './contract.ts'

const address = z.email()

export interface Written {
  readonly numbers?: ContactFields['numbers'] | undefined
  readonly emails?: ContactFields['emails'] | undefined
}

/** The numbers as E.164. Throws the first problem, with all `problems` in its details. */
export function checked({ numbers, emails }: Written, place: Place): ContactFields['numbers'] {
  const problems: ContactProblem[] = []
  const good = new Map<string, ContactFields['numbers'][number]>()
  for (const [index, { label, e164: number }] of (numbers ?? []).entries()) {
    const field = `numbers.${index}.e164`
    const read = e164(number, place)
    if (read === undefined) problems.push({ field, code: 'contacts.not-a-number', number })
    else if (good.has(read)) problems.push({ field, code: 'contacts.number-twice', number })
    else good.set(read, { label, e164: read })
  }
  for (const [index, email] of (emails ?? []).entries()) {
    if (!address.safeParse(email).success) {
      problems.push({ field: `emails.${index}`, code: 'contacts.not-an-address', email })
    }
  }
  const [first] = problems
  if (!first) return [...good.values()]
  const { code, ...details } = first
  throw new HubError(code, 422, { ...details, problems })
}
