import { expect, test } from 'vitest'
import type { Allow, RouteDefinition } from '../../../core/define.ts'
import { happened } from '../../../core/flow/testing/scene.ts'
import { eachDatabase } from '../../../test/harness/mariadb.ts'
import { readRulesFile } from '../contract/files.ts'
import * as contract from '../contract/versions.ts'
import { anna, annas, david, gustav, names, norrsken, owner, rulesOffice, set } from './testing/office.ts'

const code = (code: string, details = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) })

const from = { scope: 'person', name: 'Anna', version: 3 }
const fileOf = { svara: 'rules', format: 1, from, at: '2026-11-24T12:00:00.000Z' } as const

eachDatabase('versions', ({ open }) => {
  const { it, read, save, begin, publish, put, list, inForce } = rulesOffice(open)

  test('nobody wrote any: there is no version, and a draft may be begun', async () => {
    expect(await read()).toEqual({ set: { rules: [], cases: [] } })
    expect(await save(set('one'), 0)).toMatchObject({ revision: 1, base: 0, by: 'david', set: set('one') })
    expect((await read()).draft).toMatchObject({ revision: 1, set: set('one') })
    expect(inForce()).toEqual([])
  })

  test('a draft made from another revision than the last is refused, with theirs; nothing of theirs is lost', async () => {
    await save(set('one'), 0)
    await save(set('one', 'two'), 1)
    const theirs = { draft: expect.objectContaining({ revision: 2, set: set('one', 'two') }) }
    await expect(save(set('one', 'three'), 1)).rejects.toEqual(code('rules.draft-changed', theirs))
    await expect(save(set('three'), 0)).rejects.toEqual(code('rules.draft-changed', theirs))
    await expect(it.hub.call(contract.discardDraft, { ...norrsken, revision: 1 }, david)).rejects.toEqual(
      code('rules.draft-changed', theirs),
    )
    expect((await read()).draft?.set).toEqual(set('one', 'two'))
  })

  test('of several that save at once, one does', async () => {
    await save(set('one'), 0)
    const saved = await Promise.allSettled(['a', 'b', 'c', 'd'].map(name => save(set(name), 1)))
    expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const first = await Promise.allSettled([1, 2, 3].map(() => it.hub.call(contract.saveDraft, draftOf(annas), anna)))
    expect(first.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
  test('what is published is in force, and each decision names the version that made it', async () => {
    const first = await put(set('one', 'two'), 'The new switchboard')
    expect(first).toMatchObject({ number: 1, by: 'david', why: 'The new switchboard', rules: 2 })
    expect(inForce()).toEqual([
      ['one', first?.id],
      ['two', first?.id],
    ])
    const second = await put(set('two'))
    expect(inForce()).toEqual([['two', second?.id]])
    expect(await read()).toEqual({ version: second, set: set('two') })
    expect(await list()).toEqual([second, first])
    expect(await list({ before: 2 })).toEqual([first])
    const old = await it.hub.call(contract.readVersion, { ...norrsken, number: 1 }, david)
    expect(old).toEqual({ version: first, set: set('one', 'two') })
    expect(await it.hub.call(contract.findVersion, { id: first?.id }, david)).toEqual({ ...norrsken, version: first })
  })

  test('cases are part of the version', async () => {
    const one = { id: '0199a3c4-0000-7000-8000-000000000001', title: 'Olof calls', on: happened.name }
    const about = { at: '2026-10-09T12:10:00.000Z', scope: {}, parties: {}, data: {}, facts: [] }
    const wanted = { ...set('one'), cases: [{ ...one, ...about, expects: { action: 'test.a' } }] }
    await put(wanted)
    expect((await read()).set).toEqual(wanted)
    // A plugin's own screen writes rules, and knows nothing of cases.
    await it.store.replace(owner, set('two').rules)
    expect((await read()).set).toEqual({ ...wanted, rules: set('two').rules })
  })

  test('a draft begun from another version than the one in force is refused, and stays', async () => {
    await put(set('one'))
    const revision = await begin(set('one', 'two'))
    const why = { sv: 'Medflyttning ändrad', en: 'Forwarding changed' }
    await it.store.replace(owner, set('one', 'three').rules, { by: 'anna', why })
    await expect(publish(revision)).rejects.toEqual(code('rules.overtaken'))
    const { draft, set: now, version } = await read()
    expect([draft?.base, draft && names(draft.set), names(now)]).toEqual([1, ['one', 'two'], ['one', 'three']])
    expect(version).toMatchObject({ number: 2, by: 'anna', why })
  })

  test('of several that publish at once, one does; versions are numbered without gaps', async () => {
    const revision = await begin(set('one'))
    const published = await Promise.allSettled([publish(revision), publish(revision), publish(revision)])
    expect(published.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await Promise.all(['a', 'b', 'c'].map(name => it.store.replace(owner, set(name).rules)))
    expect((await list()).map(({ number }) => number)).toEqual([4, 3, 2, 1])
  })

  test('what can’t be carried out is not published: the rule, the field, and in words why', async () => {
    const [good] = set('one').rules
    if (!good) throw new Error('no rule')
    const wrong = { ...good, event: { type: 'test.gone' } }
    const wanted = { rules: [good, wrong, { ...good, name: 'theirs', scope: 'person' as const }], cases: [] }
    const revision = await begin(wanted)
    const stops = [
      expect.objectContaining({ code: 'rules.name-taken', rule: 'one', field: 'rules.1.name' }),
      expect.objectContaining({ code: 'rule.action', rule: 'one', field: 'rules.1.event.type' }),
      expect.objectContaining({ code: 'rules.scope', rule: 'theirs', field: 'rules.2.scope' }),
    ]
    await expect(publish(revision)).rejects.toEqual(code('rules.stopped', { stops }))
    await expect(publish(revision, { at: '2099-01-01T00:00:00Z' })).rejects.toEqual(code('rules.stopped', { stops }))
    expect((await read()).draft?.set).toEqual(wanted)
    expect(inForce()).toEqual([])
  })

  test('whoever analyses rules may stop a set', async () => {
    const say = { sv: 'Olof går till fel ställe', en: 'Olof goes to the wrong place' }
    it.checks.add(async ({ owner }, { rules }) =>
      owner === 'norrsken' && rules.length > 1 ? [{ code: 'case', say }] : [],
    )
    await put(set('one'))
    await expect(put(set('one', 'two'))).rejects.toEqual(code('rules.stopped', { stops: [{ code: 'case', say }] }))
  })

  test('rolling back makes a new version like the old one', async () => {
    await put(set('one'))
    await put(set('two'))
    const back = (number: number) => it.hub.call(contract.rollBack, { ...norrsken, number, why: 'No' }, david)
    expect(await back(1)).toMatchObject({ number: 3, like: 1, why: 'No', by: 'david' })
    expect(inForce().map(([name]) => name)).toEqual(['one'])
    await expect(back(3)).rejects.toEqual(code('rules.in-force-already'))
    await expect(back(9)).rejects.toEqual(code('rules.version-not-found'))
    it.checks.add(() => [{ code: 'gone', say: { sv: 'x', en: 'x' } }])
    await expect(back(2)).rejects.toEqual(code('rules.stopped'))
  })

  test('a file becomes the rules of whoever reads it, checked, and changes nothing', async () => {
    const [rule] = set('one').rules
    const theirs = { ...rule, scope: 'person', event: { type: 'test.gone' } }
    const file = { ...fileOf, rules: [theirs], cases: [] }
    const ask = (wanted: unknown) => it.hub.call(readRulesFile, { ...norrsken, file: wanted }, david)
    expect(await ask(file)).toEqual({
      set: { rules: [{ ...theirs, scope: 'organisation' }], cases: [] },
      stops: [expect.objectContaining({ code: 'rule.action', field: 'rules.0.event.type' })],
    })
    await expect(ask({ ...file, rules: [{ ...theirs, stage: 'first' }] })).rejects.toMatchObject({
      issues: [{ path: ['file', 'rules', 0, 'stage'] }],
    })
    expect(await read()).toEqual({ set: { rules: [], cases: [] } })
  })

  test('every route asks whose rules they are', async () => {
    const first = await put(set('one'))
    const routes: readonly [RouteDefinition<unknown, unknown, Allow>, object][] = [
      [contract.readRules, {}],
      [contract.saveDraft, { revision: 0, base: 0, set: set('mine') }],
      [contract.discardDraft, { revision: 0 }],
      [contract.publishDraft, { revision: 1, why: '' }],
      [contract.cancelPublication, {}],
      [contract.listVersions, {}],
      [contract.readVersion, { number: 1 }],
      [contract.rollBack, { number: 1, why: '' }],
      [readRulesFile, { file: { ...fileOf, rules: [], cases: [] } }],
    ]
    for (const [route, input] of routes) {
      const ask = (of: contract.OwnerAsked, who: typeof david) => it.hub.call(route, { ...of, ...input }, who)
      await expect(ask(norrsken, anna)).rejects.toEqual(code('rules.not-yours'))
      await expect(ask(norrsken, gustav)).rejects.toEqual(code('rules.owner-not-found'))
      await expect(ask(annas, david)).rejects.toEqual(code('rules.not-yours'))
      await expect(ask({ scope: 'queue', owner: 'queue' }, gustav)).rejects.toEqual(code('rules.owner-not-found'))
    }
    await expect(it.hub.call(contract.findVersion, { id: first?.id }, anna)).rejects.toEqual(code('rules.not-yours'))
    await expect(it.hub.call(contract.findVersion, { id: first?.id }, gustav)).rejects.toEqual(
      code('rules.version-not-found'),
    )
    expect(inForce()).toEqual([['one', first?.id]])
  })

  const draftOf = (of: contract.OwnerAsked) => ({ ...of, revision: 0, base: 0, set: { rules: [], cases: [] } })

  test('a draft thrown away is gone, and its revision never comes again', async () => {
    await save(set('one'), 0)
    await it.hub.call(contract.discardDraft, { ...norrsken, revision: 1 }, david)
    expect((await read()).draft).toBeUndefined()
    expect(await save(set('two'), 0)).toMatchObject({ revision: 3 })
    await expect(save(set('three'), 1)).rejects.toEqual(code('rules.draft-changed'))
  })
})
