/** Anna's calls on her screens: real ones, at 14:10 on Friday 9 October 2026. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, type TestContext } from 'vitest'
import { type Baresip, baresip } from '../../harness/baresip.ts'
import { enter, type Look, speak, useBrowser } from '../../harness/browser.ts'
import { type Person, person } from '../../harness/demonstration.ts'
import { trunkCall } from '../../harness/phones.ts'
import { type Stack, useStack } from '../../harness/stack.ts'

export const annas = '+46846500401'
export const [maria, blocked, olof, nobody] = ['+46701740605', '+46701740606', '+46701740607', '+46701740608']

interface AnnasCalls {
  readonly stack: () => Stack
  readonly anna: () => Person
  /** A browser that nobody has signed in with. */
  readonly open: (look?: Look) => Promise<Page>
  /** Signed in, and looking at this address. */
  readonly at: (address: string, look?: Look, who?: string) => Promise<Page>
  /** Rings until it is hung up or answered. */
  readonly ringing: (test: TestContext, number: string) => Promise<Baresip>
  /** Called, and told what there is to tell before it ends. */
  readonly called: (number: string) => Promise<void>
}

export function useAnnasCalls(): AnnasCalls {
  const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
  const browser = useBrowser()
  let anna: Person | undefined
  beforeAll(async () => {
    anna = await person(stack(), 'anna')
  })
  return {
    stack,
    anna() {
      if (!anna) throw new Error('Anna is not there')
      return anna
    },
    open: look => browser().open(look),
    async at(address, { language = 'en', ...look } = {}, who = 'anna@norrsken.example') {
      const page = await browser().open({ language, ...look })
      await enter(page, stack().http, who)
      await page.goto(stack().http + address)
      await page.locator('.shell').waitFor()
      await speak(page, language)
      return page
    },
    async ringing({ onTestFinished }, number) {
      const caller = await baresip({ server: stack().trunkPort, as: number })
      onTestFinished(() => caller.stop())
      caller.dial(`sip:${annas}@svara.localhost`)
      await caller.event('CALL_RINGING')
      return caller
    },
    async called(number) {
      const call = await trunkCall(stack(), number, annas)
      await call.final()
      await call.ended
    },
  }
}

export const rows = (page: Page) => page.locator('.calls-log [data-row]')
export const rowOf = (page: Page, who: string) => rows(page).filter({ hasText: who }).first()
export const badge = (page: Page) => page.locator('.nav .count')
export const card = (page: Page) => page.locator('.incoming')
export const panel = (page: Page) => page.getByRole('complementary')

/** By Tab alone. */
export async function intoList(page: Page): Promise<void> {
  await rows(page).first().waitFor()
  const inside = page.locator('.calls-log [data-row]:focus-within')
  for (let pressed = 0; pressed < 40 && (await inside.count()) === 0; pressed += 1) await page.keyboard.press('Tab')
  expect(await inside.count()).toBe(1)
}
