/** Saves the log as a file, as it is searched and filtered: asked for page by page, as the list does. */
import type { App } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { now, zone } from '../../../../ui/clock.ts'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { duration, exactTime } from '../../../../ui/time.ts'
import { language, said } from '../../../../ui/words.ts'
import { type CallEntry, type CallRecord, callLog, everyonesCalls } from '../../contract.ts'
import { courseOf } from '../course.ts'
import { t as outcomes } from '../everyone/words/index.ts'
import { t as courses } from '../list-words/index.ts'
import { after } from '../log.ts'
import type { Book } from '../who.ts'
import { csvOf, separatorIn } from './csv.ts'
import { t } from './words/index.ts'

type Asked<Route extends { input: { _output: unknown } }> = Omit<Route['input']['_output'], 'before' | 'limit'>

/** More than Excel shows anybody to any use, and what a hub answers within some seconds. */
const most = 10_000
const page = 200

const day = (at: Date) => new Intl.DateTimeFormat('sv', { timeZone: zone.value }).format(at)
const numberOf = (number: string | undefined) => (number === undefined ? '' : shownNumber(number))

export async function saveMine(app: App, book: Pick<Book, 'who'>, asked: Asked<typeof callLog>): Promise<void> {
  const heading = ['date', 'time', 'direction', 'name', 'number', 'what', 'by', 'via', 'length', 'why'] as const
  const rowOf = (call: CallEntry): string[] => {
    const [at, course] = [new Date(call.startedAt), courseOf(call)]
    const { name, number } = book.who(call.other)
    return [
      day(at),
      exactTime(at),
      t(`direction.${call.direction}`),
      name,
      number ?? '',
      course === undefined ? '' : courses(course, { name: call.answeredBy?.name ?? '' }),
      call.answeredBy?.name ?? '',
      call.via ?? '',
      call.outcome === 'answered' ? duration(call.seconds) : '',
      call.rule ? said(call.rule) : '',
    ]
  }
  await save(app, heading, rowOf, async before => {
    const { calls } = await app.api.call(callLog, { ...asked, ...before, limit: page })
    return calls
  })
}

export async function saveEverybodys(app: App, asked: Asked<typeof everyonesCalls>): Promise<void> {
  const heading = ['date', 'time', 'from', 'from.number', 'to', 'to.number', 'what', 'by', 'length'] as const
  const nameOf = ({ name, hidden }: CallRecord['caller']) => (hidden ? t('hidden') : (name ?? ''))
  const rowOf = ({ caller, callee, outcome, ...call }: CallRecord): string[] => {
    const at = new Date(call.startedAt)
    return [
      day(at),
      exactTime(at),
      nameOf(caller),
      numberOf(caller.number),
      nameOf(callee),
      numberOf(callee.number),
      outcomes(`outcome.${outcome ?? 'going'}`),
      call.answeredBy?.name ?? '',
      outcome === 'answered' ? duration(call.seconds) : '',
    ]
  }
  await save(app, heading, rowOf, async before => {
    const { calls } = await app.api.call(everyonesCalls, { ...asked, ...before, limit: page })
    return calls
  })
}

async function save<Call extends { id: string; startedAt: string }>(
  app: App,
  heading: readonly Parameters<typeof t>[0][],
  rowOf: (call: Call) => string[],
  ask: (before: { before?: string }) => Promise<readonly Call[]>,
): Promise<void> {
  const found = new Map<string, Call>()
  try {
    for (let oldest: Call | undefined; found.size < most; ) {
      const calls = await ask(oldest ? { before: after(oldest.startedAt) } : {})
      const known = found.size
      for (const call of calls) found.set(call.id, call)
      oldest = calls.at(-1)
      if (calls.length < page || found.size === known) break
    }
  } catch (error) {
    app.toasts.problem(problemOf(error))
    return
  }
  if (found.size === 0) {
    app.toasts.done(t('none'))
    return
  }
  const rows = [heading.map(name => t(name)), ...[...found.values()].map(rowOf)]
  const file = new Blob([csvOf(rows, separatorIn[language.value])], { type: 'text/csv;charset=utf-8' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `${t('file')} ${day(new Date(now.peek()))}.csv`
  link.click()
  // What is being saved is read in the same turn.
  setTimeout(() => URL.revokeObjectURL(link.href))
  app.toasts.done(t(found.size < most ? 'done' : 'done.most', { count: found.size }))
}
