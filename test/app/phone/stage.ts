/** What the tests of the app as a phone share: one stack, one browser whose microphone hears a tone, the people, and the public network. */
import type { Page } from 'playwright-core'
import { beforeAll, type TestContext } from 'vitest'
import { type Baresip, baresip } from '../../harness/baresip.ts'
import { type Browser, type Look, useBrowser } from '../../harness/browser.ts'
import { type Name, type Person, person } from '../../harness/demonstration.ts'
import { type Stack, useStack } from '../../harness/stack.ts'
import { webPhone } from './web-phone.ts'

/** What the browsers' microphone hears, in Hz. */
export const own = 725

export interface Stage {
  stack(): Stack
  browser(): Browser
  the(name: Name): Person
  /** Somebody's app, which is a phone: Anna's unless given. */
  at(context: TestContext, look?: Look, name?: Name): Promise<Page>
  /** Somebody in the public network with sound of this tone: Olof Berg unless given. */
  outside(context: TestContext, tone: number, number?: string): Promise<Baresip>
  /** Anna's app and Björn's desk phone, which sends 1000 Hz, talk. */
  talking(context: TestContext): Promise<{ page: Page; other: Baresip }>
}

export function usePhones(): Stage {
  const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
  const browser = useBrowser({ microphone: own })
  const people = new Map<Name, Person>()
  beforeAll(async () => {
    for (const name of ['anna', 'bjorn', 'cecilia'] as const) people.set(name, await person(stack(), name))
  })
  const the = (name: Name): Person => {
    const one = people.get(name)
    if (!one) throw new Error(`${name} is not there`)
    return one
  }
  const stage: Stage = {
    stack,
    browser,
    the,
    async at(context, look = {}, name = 'anna') {
      const page = await browser().open(look)
      await webPhone(context, page, stack().http, the(name), look.language)
      return page
    },
    async outside({ onTestFinished }, tone, number = '+46701740607') {
      const caller = await baresip({ server: stack().trunkPort, as: number, tone })
      onTestFinished(() => caller.stop())
      return caller
    },
    async talking(context) {
      const page = await stage.at(context)
      const other = await the('bjorn').soundingPhone(context, 1000)
      await dial(page, '1002')
      await other.event('CALL_ESTABLISHED')
      return { page, other }
    },
  }
  return stage
}

/** Anna's number, as it is dialled from outside. */
export const annas = 'sip:+46846500401@svara.localhost'

export const dock = (page: Page) => page.getByRole('region', { name: 'Call in progress' })
export const card = (page: Page) => page.getByRole('dialog', { name: /^Incoming call/ })
/** Rings, and can be answered. */
export const rings = (page: Page) => card(page).getByRole('button', { name: 'Answer' }).waitFor()
export const press = (page: Page, name: string) => dock(page).getByRole('button', { name, exact: true }).click()

export async function dial(page: Page, number: string): Promise<void> {
  await page.keyboard.press('/')
  await page.keyboard.type(number)
  await page.keyboard.press('Enter')
}
