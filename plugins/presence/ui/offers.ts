/** What was set, said in passing with the way back: one message for each key of a change. */
import { effect } from '@preact/signals'
import type { App } from '../../../ui/app.ts'
import { t } from './words/index.ts'

export interface Offer {
  /** Of the change. */
  readonly key: string
  /** What it goes on with: while the last of the same stands, the way back leads to before that. */
  readonly goesOn?: string | undefined
  /** What it is, for those that go on with it. */
  readonly of?: string
  readonly taken: Promise<boolean>
  readonly what: string
  readonly back: () => void
}

export interface Offers {
  /** Says it when the hub has taken it, or when it turns out that it has to wait; never what is refused. */
  make(offer: Offer): Promise<void>
  /** What was offered leads nowhere any more. */
  drop(key: string): void
}

interface Standing {
  readonly of: string | undefined
  readonly back: () => void
  /** None while it is on its way to the hub. */
  toast: number | undefined
}

export function openOffers({ toasts, changes }: Pick<App, 'toasts' | 'changes'>): Offers {
  const standing = new Map<string, Standing>()
  const stands = ({ toast }: Standing) => toast === undefined || toasts.shown.peek().some(({ id }) => id === toast)

  function say(offer: Standing, key: string, text: string): void {
    if (offer.toast !== undefined) toasts.close(offer.toast)
    offer.toast = toasts.done(text, {
      label: t('undo'),
      run() {
        standing.delete(key)
        offer.back()
      },
    })
  }

  function drop(key: string): void {
    const toast = standing.get(key)?.toast
    standing.delete(key)
    if (toast !== undefined) toasts.close(toast)
  }

  async function takenOrWaits(key: string, taken: Promise<boolean>): Promise<boolean | 'waits'> {
    const waits = Promise.withResolvers<'waits'>()
    const stop = effect(() => {
      if (changes.waiting.value.has(key)) waits.resolve('waits')
    })
    const how = await Promise.race([taken, waits.promise])
    stop()
    return how
  }

  return {
    drop,
    async make({ key, of, goesOn, taken, what, back }) {
      const last = standing.get(key)
      const joins = last !== undefined && goesOn !== undefined && last.of === goesOn && stands(last)
      const offer: Standing = { of, back: joins ? last.back : back, toast: last?.toast }
      standing.set(key, offer)
      // What was made after it speaks for it.
      const isLatest = () => standing.get(key) === offer
      const how = await takenOrWaits(key, taken)
      if (!isLatest()) return
      if (how === false) {
        // What was said before holds again.
        if (last?.toast === undefined) standing.delete(key)
        else standing.set(key, last)
        return
      }
      say(offer, key, t(how === 'waits' ? 'set.waits' : 'set.mine', { what }))
      if (how !== 'waits') return
      const came = await taken
      if (!isLatest()) return
      if (came && stands(offer)) say(offer, key, t('set.mine', { what }))
      else if (!came) drop(key)
    },
  }
}
