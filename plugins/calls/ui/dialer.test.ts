import { beforeEach, expect, test } from 'vitest'
import type { App } from '../../../ui/app.ts'
import { openToasts } from '../../../ui/toasts.ts'
import { openDialer } from './dialer.ts'
import type { LineBoard } from './lines.tsx'
import type { Book } from './who.ts'
import { t } from './words/index.ts'

/** Calls that were asked for, each answered by the test. */
let asked: { input: unknown; answer: PromiseWithResolvers<object> }[]
let toasts: ReturnType<typeof openToasts>
let look: ReturnType<LineBoard['look']>
beforeEach(() => {
  asked = []
  toasts = openToasts()
  look = undefined
})

function dialer() {
  const api = {
    call(_: unknown, input: unknown) {
      const answer = Promise.withResolvers<object>()
      asked.push({ input, answer })
      return answer.promise
    },
  }
  const app = { api, toasts, who: { person: 'anna' } } as unknown as Pick<App, 'api' | 'toasts' | 'who'>
  const book: Pick<Book, 'nameOf' | 'isOf'> = {
    nameOf: number => (number === '1003' ? 'Cecilia Öberg' : undefined),
    isOf: (_, number) => number === '1001',
  }
  return openDialer(app, { look: () => look } as unknown as LineBoard, book)
}
const said = () => toasts.shown.value.map(({ kind, text }) => [kind, text])
const rings = (name: string) => ['doing', t('dial.rings', { name })]

test('while the phone rings it says whom it is for, and nothing more once it was answered', async () => {
  dialer().dial('+46701740605', 'Maria Holm')
  expect(said()).toEqual([rings('Maria Holm, 070-174 06 05')])
  asked[0]?.answer.resolve({})
  await expect.poll(said).toEqual([])
})

test('a number that was typed is written as people write it, with the name that goes with it', () => {
  const own = dialer()
  own.dial('0701740605')
  expect(said()).toEqual([rings('070-174 06 05')])
  own.dial('1003', '1003')
  expect(said()).toEqual([rings('Cecilia Öberg, 1003')])
  expect(asked.map(({ input }) => input)).toEqual([{ to: '0701740605' }, { to: '1003', name: 'Cecilia Öberg' }])
})

test('refused: the problem alone, until the next is dialled', async () => {
  const own = dialer()
  own.dial('+46701740605')
  asked[0]?.answer.reject(new Error('away'))
  await expect.poll(() => toasts.shown.value.map(({ kind }) => kind)).toEqual(['problem'])
  own.dial('1003')
  expect(said()).toEqual([rings('Cecilia Öberg, 1003')])
})

test('the own number, and without a phone: nothing rings', () => {
  const own = dialer()
  own.dial('1001')
  expect(said()).toEqual([['problem', t('dial.oneself')]])
  look = 'none'
  own.dial('1003')
  expect(said()).toEqual([['problem', t('dial.no-phone')]])
  expect(asked).toEqual([])
})
