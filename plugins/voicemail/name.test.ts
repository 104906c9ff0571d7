import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import * as contract from './contract.ts'
import { anna, cecilia, type Stage, stage } from './testing/stage.ts'

const meeting = { activity: 'meeting', text: { sv: 'Anna Svensson är i möte.', en: 'Anna Svensson is in a meeting.' } }

eachDatabase('a name as its owner says it', ({ open }) => {
  let on: Stage
  beforeEach(async () => {
    on = await stage(await open())
  })
  afterEach(() => on.close())

  async function record(seconds: number, who = anna) {
    const wav = join(on.folder, 'name.wav')
    await promisify(execFile)('sox', ['-n', '-r', '48000', '-c', '1', wav, 'synth', String(seconds), 'sine', '400'])
    return on.hub.upload(contract.saveGreeting, { activity: contract.ownName }, who, wav)
  }
  async function answer() {
    const caller = await on.call(meeting)
    await vi.waitFor(() => expect(caller.hears()).toBeDefined())
    return on.speech.said.findLast(({ text }) => text.includes('Anna Svensson'))
  }

  test('is heard wherever she is named, also after a restart, and no more once it is deleted', async () => {
    expect(await answer()).not.toHaveProperty('recorded')
    const { greetings } = await record(1)
    const id = greetings[0]?.id ?? ''
    expect(await answer()).toMatchObject({ recorded: expect.stringContaining(id) })
    await on.open()
    expect(await answer()).toMatchObject({ recorded: expect.stringContaining(id) })
    await on.hub.call(contract.deleteGreeting, { id, deleted: true }, anna)
    expect(await answer()).not.toHaveProperty('recorded')
    await on.hub.call(contract.deleteGreeting, { id, deleted: false }, anna)
    expect(await answer()).toMatchObject({ recorded: expect.stringContaining(id) })
  })

  test('is no greeting, and nobody else’s', async () => {
    await record(1, cecilia)
    expect(await answer()).not.toHaveProperty('recorded')
    await record(1)
    const unanswered = await on.call()
    await vi.waitFor(() => expect(unanswered.hears()).toBeDefined())
    expect(on.speech.said.at(-1)).toMatchObject({ text: expect.stringContaining('Anna Svensson') })
  })

  test('is a name and no speech', async () => {
    await expect(record(8)).rejects.toMatchObject({ code: 'voicemail.long-name', details: { seconds: 6 } })
    expect((await on.hub.call(contract.readBox, {}, anna)).greetings).toEqual([])
  })
})
