/** A contact while somebody writes it. It outlives its form: whoever looks something up in between loses nothing. */
import { type Signal, signal } from '@preact/signals'
import { ApiError } from '../../../core/http/client.ts'
import type { App } from '../../../ui/app.ts'
import { type ContactFields, contactProblem } from '../contract.ts'
import { hubSays, t } from './words/index.ts'

export interface Draft extends ContactFields {
  readonly book: 'own' | 'company'
}

export const empty: Draft = {
  ...{ name: '', company: '', notes: '', book: 'own' },
  numbers: [{ label: '', e164: '' }],
  emails: [''],
}

interface Kept {
  readonly begin: Draft
  readonly draft: Signal<Draft>
}

/** Of one person's session: whoever signs in next begins anew. */
const drafts = new WeakMap<object, Map<string, Kept>>()

/** `key`: of the contact that is changed, or of the new one. */
export function draftOf({ live }: App, key: string, begin: Draft): Signal<Draft> {
  const mine = drafts.get(live) ?? new Map<string, Kept>()
  drafts.set(live, mine)
  const kept = mine.get(key) ?? { begin, draft: signal(begin) }
  mine.set(key, kept)
  return kept.draft
}

/** Somebody has written something there, and neither saved it nor given it up. */
export function isWaiting({ live }: App, key: string): boolean {
  const kept = drafts.get(live)?.get(key)
  return kept !== undefined && kept.draft.peek() !== kept.begin
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
  const found = listed.flatMap((one): [string, string][] => {
    const own = contactProblem.safeParse(one)
    if (own.success) return [[inForm(own.data.field, places), hubSays(own.data.code, own.data)]]
    if (!isProblem(one)) return []
    const at = inForm(one.field, places)
    return [[at, `${labelOf(at)} ${one.problem}`]]
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

/** Without what was said of fields that are others now, and at the row's new place where one above it is gone. */
export function stillWrong(problems: Problems, before: Draft, after: Draft): Problems {
  const kept = Object.entries(problems).flatMap(([field, text]): [string, string][] => {
    const [name = '', at = '', ...part] = field.split('.')
    if (name === 'name' || name === 'company' || name === 'notes') {
      return before[name] === after[name] ? [[field, text]] : []
    }
    if (name !== 'numbers' && name !== 'emails') return []
    const [was, now]: [readonly unknown[], readonly unknown[]] = [before[name], after[name]]
    const row = was[Number(at)]
    const place = now[Number(at)] === row ? Number(at) : now.indexOf(row)
    return place < 0 ? [] : [[[name, place, ...part].join('.'), text]]
  })
  return Object.fromEntries(kept)
}

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
