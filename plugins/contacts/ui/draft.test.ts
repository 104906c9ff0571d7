import { expect, test } from 'vitest'
import { ApiError } from '../../../core/http/client.ts'
import { language } from '../../../ui/words.ts'
import { empty, problemsOf, sent } from './draft.ts'

const number = (e164: string) => ({ label: 'Mobil', e164 })

test('rows that were left empty are not sent', () => {
  const draft = { ...empty, name: 'Bo', numbers: [number(' '), number('070-1')], emails: ['', ' bo@example.com '] }
  expect(sent(draft).fields).toEqual({
    ...{ name: 'Bo', company: '', notes: '', numbers: [number('070-1')] },
    emails: ['bo@example.com'],
  })
})

test('what the hub says of a row is said at that row of the form, in the app’s language', () => {
  language.value = 'en'
  const { places } = sent({ ...empty, numbers: [number(''), number('070'), number('12')], emails: ['', 'bo'] })
  const problems = [
    { field: 'name', problem: 'must be given.' },
    { field: 'emails.0', problem: 'has to be written like name@company.se.' },
  ]
  const error = new ApiError(400, {
    code: 'http.input',
    message: 'Name must be given.',
    field: 'name',
    details: { problems },
  })
  expect(problemsOf(error, places)).toEqual({
    name: 'Name must be given.',
    'emails.1': 'E-mail has to be written like name@company.se.',
  })
  const other = new ApiError(422, {
    code: 'contacts.not-a-number',
    message: '12 is no number.',
    field: 'numbers.1.e164',
  })
  expect(problemsOf(other, places)).toEqual({ 'numbers.2.e164': '12 is no number.' })
})

test('errors of no field are not of the form', () => {
  const { places } = sent(empty)
  expect(problemsOf(new ApiError(503, { code: 'database.unavailable', message: 'Later.' }), places)).toBeUndefined()
  expect(problemsOf(new TypeError('fetch failed'), places)).toBeUndefined()
})
