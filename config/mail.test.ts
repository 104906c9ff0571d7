import { expect, test } from 'vitest'
import { mailOf } from './mail.ts'

const from = 'Svara <svara@norrsken.example>'
const microsoft = { client: 'client', secret: 'secret', tenant: 'norrsken.example' }
const google = { client: undefined, serviceAccount: '/etc/svara/key.json' }
const none = { microsoft: undefined, google: { client: undefined, serviceAccount: undefined } }

test('letters go by the mail server that is named, or else by whom the company has let the hub in to', () => {
  const isSent = (given: Parameters<typeof mailOf>[0]) => mailOf(given).absent === undefined
  expect(isSent({ ...none, mail: { url: 'smtp://127.0.0.1', from } })).toBe(true)
  expect(isSent({ ...none, microsoft, mail: { url: undefined, from } })).toBe(true)
  expect(isSent({ ...none, google, mail: { url: undefined, from } })).toBe(true)
  // Those whom people alone let in may send for nobody.
  expect(isSent({ ...none, microsoft: { ...microsoft, tenant: 'common' }, mail: { url: undefined, from } })).toBe(false)
  expect(isSent({ ...none, microsoft, google, mail: undefined })).toBe(false)
})
