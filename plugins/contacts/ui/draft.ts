/** A contact while somebody writes it. It outlives its form: whoever looks something up in between loses nothing. */
import { type Signal, signal } from '@preact/signals'
import { ApiError } from '../../../core/http/client.ts'
import type { App } from '../../../ui/app.ts'
import type { ContactFields } from '../contract.ts'
import { t } from './words/index.ts'

export interface Draft extends ContactFields {
  readonly book: 'own' | 'company'
}

export const empty: Draft = {
  ...{ name: '', company: '', notes: '', book: 'own' },
  numbers: [{ label: '', e164: '' }],
  emails: [''],
}

/** Of one person's session: whoever signs in next begins anew. */
const drafts = new WeakMap<object, Map<string, Signal<Draft>>>()

/** `key`: of the contact that is changed, or of the new one. */
export function draftOf({ live }: App, key: string, begin: Draft): Signal<Draft> {
  const mine = drafts.get(live) ?? new Map<string, Signal<Draft>>()
  drafts.set(live, mine)
  const draft = mine.get(key) ?? signal(begin)
  mine.set(key, draft)
  return draft
}

export const dropDraft = ({ live }: App, key: string): void => void drafts.get(live)?.delete(key)

/** What is sent: rows that were left empty are none. `places`: which row each one that is sent was. */
export function sent({ name, company, notes, numbers, emails }: Draft) {
  const rows = numbers.map((number, place) => ({ number, place })).filter(({ number }) => number.e164.trim() !== '')
  const addresses = emails.map((email, place) => ({ email, place })).filter(({ email }) => email.trim() !== '')
  return {
    fields: {
      ...{ name, company, notes },
      numbers: rows.map(({ number }) => number),
      emails: addresses.map(({ email }) => email.trim()),
    },
    places: { numbers: rows.map(({ place }) => place), emails: addresses.map(({ place }) => place) },
  }
}

/** What is wrong, by field: "name", "numbers.1.e164", "emails.0" as the form counts its rows. */
export type Problems = Readonly<Record<string, string>>

/** Undefined where the error is of no field. */
export function problemsOf(error: unknown, places: ReturnType<typeof sent>['places']): Problems | undefined {
  if (!(error instanceof ApiError) || error.field === undefined) return undefined
  const listed = Array.isArray(error.details.problems) ? error.details.problems : []
  const found = listed.filter(isProblem).map(({ field, problem }): [string, string] => {
    const at = inForm(field, places)
    return [at, `${labelOf(at)} ${problem}`]
  })
  // Whatever isn't about the form of the input comes alone, as a whole sentence.
  return Object.fromEntries(found.length > 0 ? found : [[inForm(error.field, places), error.say]])
}

const isProblem = (value: unknown): value is { field: string; problem: string } =>
  typeof value === 'object' &&
  value !== null &&
  'field' in value &&
  typeof value.field === 'string' &&
  'problem' in value &&
  typeof value.problem === 'string'

function inForm(field: string, places: ReturnType<typeof sent>['places']): string {
  const [list = '', at, ...rest] = field.split('.')
  if (list !== 'numbers' && list !== 'emails') return list
  return [list, places[list][Number(at)] ?? 0, ...rest].join('.')
}

function labelOf(field: string): string {
  const [list, , part] = field.split('.')
  if (list === 'numbers') return t(part === 'label' ? 'form.label' : 'form.number')
  if (list === 'emails') return t('form.email')
  return list === 'company' ? t('form.company') : list === 'notes' ? t('notes') : t('form.name')
}
