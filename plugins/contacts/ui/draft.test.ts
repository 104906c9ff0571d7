import { expect, test } from 'vitest'
import { ApiError } from '../../../core/http/client.ts'
import { language } from '../../../ui/words.ts'
import { empty, problemsOf, sent, stillWrong } from './draft.ts'

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
  const several = new ApiError(422, {
    code: 'contacts.not-a-number',
    message: '12 is no number.',
    field: 'numbers.1.e164',
    details: {
      problems: [
        { field: 'numbers.1.e164', code: 'contacts.number-twice', number: '12' },
        { field: 'emails.0', code: 'contacts.not-an-address', email: 'bo' },
      ],
    },
  })
  expect(problemsOf(several, places)).toEqual({
    'numbers.2.e164': '12 is there twice.',
    'emails.1': 'E-mail has to be written like name@company.se.',
  })
})

test('what was said of a field goes when it is another, and moves with its row', () => {
  const before = { ...empty, numbers: [number('1'), number('2'), number('3')], emails: ['bo'] }
  const said = { name: 'N', 'numbers.0.e164': 'A', 'numbers.2.e164': 'C', 'emails.0': 'E' }
  expect(stillWrong(said, before, { ...before, name: 'Bo', emails: ['bo@'] })).toEqual({
    'numbers.0.e164': 'A',
    'numbers.2.e164': 'C',
  })
  expect(stillWrong(said, before, { ...before, numbers: before.numbers.slice(1) })).toEqual({
    ...{ name: 'N', 'numbers.1.e164': 'C', 'emails.0': 'E' },
  })
})

test('errors of no field are not of the form', () => {
  const { places } = sent(empty)
  expect(problemsOf(new ApiError(503, { code: 'database.unavailable', message: 'Later.' }), places)).toBeUndefined()
  expect(problemsOf(new TypeError('fetch failed'), places)).toBeUndefined()
})
