import { pino } from 'pino'
import { v7 } from 'uuid'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import { type Catalogue, declare } from './catalogue.ts'
import type { Decision } from './decision.ts'
import { spine } from './index.ts'
import { type Journal, journal } from './journal.ts'
import { flowMigrations } from './migrations.ts'
import { occurrence } from './occurrence.ts'
import { happened, happening, index, type Placed, rule, scene } from './testing/scene.ts'

const log = pino({ level: 'silent' })
const note = (text: string) => ({ type: 'test.note', params: { text } })

eachDatabase('the journal', ({ open }) => {
  let database: Awaited<ReturnType<typeof open>>
  let catalogue: Catalogue
  let first: Journal
  let second: Journal
  beforeEach(async () => {
    database = await open()
    await database.migrate(flowMigrations)
    catalogue = scene({})
    const core = database.forPlugin('core')
    first = journal(core, catalogue, 'hub-1')
    second = journal(core, catalogue, 'hub-2')
  })

  const decision = (what = happening({ person: 'anna' }), notes: string[] = []): Decision => ({
    id: v7(),
    occurrence: what,
    tried: [],
    route: { rule: 'standard/ring', action: { type: 'test.a' } },
    also: notes.map(text => ({ rule: 'standard/ring', action: note(text) })),
    tookMs: 1,
  })

  /** The spine with rules, and what its actions did. */
  function flowing(rules: readonly Placed[], hub = 'hub-1') {
    const did: string[] = []
    for (const [name, action] of catalogue.actions) {
      catalogue.actions.set(name, {
        ...action,
        run: args => {
          did.push(`${name} ${(args as { text?: string }).text ?? ''}`.trim())
        },
      })
    }
    const made = journal(database.forPlugin('core'), catalogue, hub)
    return { did, made, spine: spine(catalogue, index(catalogue, rules), made, log) }
  }

  test('what is only judged is decided, and neither carried out nor written', async () => {
    const { did, spine } = flowing([rule('ring', { take: { type: 'test.a' }, also: [note('told')] })])
    const what = happening({ person: 'anna' })
    expect(await spine.judge(what)).toMatchObject({
      route: { rule: 'standard/ring', action: { type: 'test.a' } },
      also: [{ action: note('told') }],
    })
    expect(did).toEqual([])
    expect(await first.decisionsOf(what.organisation, what.subject)).toEqual([])
    expect(await first.accept(what)).toBe(true)
  })

  test('an occurrence is accepted once, by one hub', async () => {
    const what = happening()
    const answers = await Promise.all([first.accept(what), second.accept(what), first.accept(what)])
    expect(answers.filter(Boolean)).toEqual([true])
  })

  test('a decision is read as it was written, times and all', async () => {
    const written = decision(
      occurrence(happened, { organisation: 'org', data: { person: 'anna' }, at: new Date(1_760_000_000_123) }),
    )
    await first.recordAll([written])
    expect(await second.decision('org', written.id)).toEqual(JSON.parse(JSON.stringify(written), revived))
    expect(await second.decisionsOf('org', 'anna')).toHaveLength(1)
  })

  test("another organisation's decisions are not found", async () => {
    const written = decision()
    await first.recordAll([written])
    expect(await first.decision('other', written.id)).toBeUndefined()
    expect(await first.decisionsOf('other', 'anna')).toEqual([])
  })

  test('decisions written twice, after an answer that was lost, stand once', async () => {
    const twice = decision()
    await first.recordAll([twice])
    await first.recordAll([twice, decision()])
    expect(await first.decisionsOf('org', 'anna')).toHaveLength(2)
  })

  test('each action is claimed by one sender', async () => {
    const items = await first.record(decision(undefined, ['one', 'two']))
    const claims = await Promise.all(items.flatMap(({ key }) => [first.claim(key), second.claim(key)]))
    expect(claims.filter(Boolean)).toHaveLength(2)
  })

  test('an action that is too old is not claimed any more', async () => {
    const old = occurrence(happened, { organisation: 'org', data: {}, at: new Date(Date.now() - 61_000) })
    const [item] = await first.record(decision(old, ['late']))
    expect(await first.claim(item?.key ?? '')).toBe(false)
  })

  test('a decision recorded twice sends nothing twice', async () => {
    const once = decision(undefined, ['one'])
    expect(await first.record(once)).toHaveLength(1)
    expect(await first.record(once)).toEqual([])
  })

  describe('what a dead hub left behind', () => {
    /** So much later that its lease is over. */
    const later = async <Result>(run: () => Promise<Result>): Promise<Result> => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 20_000 })
      try {
        return await run()
      } finally {
        vi.useRealTimers()
      }
    }

    test('an occurrence accepted and never decided is taken over, by one', async () => {
      const what = happening({ person: 'anna' })
      await first.accept(what)
      expect((await second.abandoned()).occurrences).toEqual([])
      const taken = await later(() =>
        Promise.all([second.abandoned(), journal(database.forPlugin('core'), catalogue, 'hub-3').abandoned()]),
      )
      expect(taken.flatMap(({ occurrences }) => occurrences)).toEqual([what])
    })

    test('one that is decided is left alone', async () => {
      const what = happening({ person: 'anna' })
      await first.accept(what)
      await first.record(decision(what))
      expect((await later(second.abandoned)).occurrences).toEqual([])
    })

    test('a safe action that was claimed and not finished runs again; another is given up', async () => {
      const [safe] = await first.record(decision(undefined, ['safe']))
      await first.claim(safe?.key ?? '')
      expect((await later(second.abandoned)).items.map(({ key }) => key)).toEqual([safe?.key])

      declare(catalogue.actions, 'test.sms', {
        definition: { ...action('test.note'), name: 'test.sms', retry: 'never' },
        run: () => undefined,
      })
      const [sms] = await first.record({ ...decision(), also: [{ rule: 'r', action: { type: 'test.sms' } }] })
      await first.claim(sms?.key ?? '')
      await first.settle(safe?.key ?? '', 'done')
      expect((await later(second.abandoned)).items).toEqual([])
    })

    const action = (name: string) => {
      const found = catalogue.actions.get(name)
      if (!found) throw new Error(name)
      return found.definition
    }
  })

  test('a flow goes through journal, rules and actions, and a repeat does nothing', async () => {
    const { did, spine: one, made } = flowing([rule('ring', { also: [note('hello')] })])
    const what = happening({ person: 'anna' })
    await one.flow(what)
    await one.flow(what)
    await one.stop()
    expect(did).toEqual(['test.a', 'test.note hello'])
    const [kept] = await made.decisionsOf('org', 'anna')
    expect(kept?.route?.rule).toBe('standard/ring')
  })

  test('flows of one subject run one after the other, in order', async () => {
    const { spine: one, made } = flowing([rule('ring')])
    const order: string[] = []
    const slow = catalogue.actions.get('test.a')
    if (!slow) throw new Error('no test.a')
    catalogue.actions.set('test.a', {
      ...slow,
      async run(_, { occurrence: { id } }) {
        order.push(`begin ${id}`)
        await new Promise(setImmediate)
        order.push(`end ${id}`)
      },
    })
    const all = Array.from({ length: 5 }, () => happening({ person: 'anna' }))
    for (const what of all) await one.flow(what)
    await one.stop()
    expect(order).toEqual(all.flatMap(({ id }) => [`begin ${id}`, `end ${id}`]))
    expect(await made.decisionsOf('org', 'anna')).toHaveLength(5)
  })

  test('a question is answered though the database is away, and its trace is written when it is back', async () => {
    const { made } = flowing([])
    let away = true
    const recordAll: Journal['recordAll'] = list => (away ? Promise.reject(new Error('away')) : made.recordAll(list))
    const one = spine(catalogue, index(catalogue, [rule('ring')]), { ...made, recordAll }, log)
    const { decision: answered } = await one.ask(happening({ person: 'anna' }))
    expect(answered.route?.rule).toBe('standard/ring')
    expect(one.tracesWaiting).toBe(1)
    away = false
    await one.stop()
    expect((await made.decisionsOf('org', 'anna')).map(({ id }) => id)).toEqual([answered.id])
  })

  test('a route that fails gives way to the next rule, and the trace says so', async () => {
    const { spine: one } = flowing([rule('first'), rule('second', { take: { type: 'test.b' } })])
    const broken = catalogue.actions.get('test.a')
    if (!broken) throw new Error('no test.a')
    catalogue.actions.set('test.a', {
      ...broken,
      run: () => {
        throw new Error('rtpengine is away')
      },
    })
    const { decision: answered } = await one.ask(happening({ person: 'anna' }))
    expect(answered.tried.map(({ outcome, error }) => [outcome, error])).toEqual([
      ['failed', 'rtpengine is away'],
      ['won', undefined],
    ])
    await one.stop()
  })

  test('a question asked by an action of the same subject does not wait for itself', async () => {
    const { spine: one } = flowing([rule('forward')])
    const outer = happening({ person: 'anna' })
    const forwarding = catalogue.actions.get('test.a')
    if (!forwarding) throw new Error('no test.a')
    let depth = 0
    catalogue.actions.set('test.a', {
      ...forwarding,
      async run(_, { occurrence: cause }) {
        depth += 1
        if (depth > 1) return 'inner'
        return (
          await one.ask(occurrence(happened, { organisation: 'org', data: { person: 'anna' }, causedBy: cause }), cause)
        ).result
      },
    })
    expect((await one.ask(outer)).result).toBe('inner')
    await one.stop()
  })
})

const revived = (key: string, value: unknown) => (key === 'at' ? new Date(value as string) : value)
