/** Takes a form of an activity away; what was there before it holds again, and undo brings it back. */
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { now } from '../../../../ui/clock.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { said } from '../../../../ui/words.ts'
import { available, type Choice, standard } from '../../contract.ts'
import { type Doing, usePresence } from '../presence.ts'
import type { Scope } from './scope.ts'
import { t } from './words/index.ts'

/** What holds when a form is taken away. */
type Left = Pick<Choice, 'name'> & Partial<Pick<Choice, 'by'>>

export function Delete({ scope, choice, onDone }: { scope: Scope; choice: Choice; onDone: () => void }) {
  const app = useApp()
  const presence = usePresence()
  const { key, by, ...form } = choice
  const isStandard = standard.has(key)
  const failed = (error: unknown) => app.toasts.problem(problemOf(error))

  /** Where something is left of it, that is changed again; else it is added anew, and is mine again if it was. */
  async function bringBack(left: boolean, was: Doing | undefined): Promise<void> {
    try {
      const back = left ? await scope.change(key, form) : await scope.add(form)
      scope.reload()
      const until = was?.until === undefined ? undefined : new Date(was.until)
      const chosenSince = presence.mine()?.key !== available
      if (!was || chosenSince || (until && until.getTime() <= now.peek())) return
      presence.set(app.who.person, back, until, true)
    } catch (error) {
      failed(error)
    }
  }

  async function remove(): Promise<void> {
    const choices = presence.choices() ?? []
    const doing = presence.mine()
    // Of an activity of everybody I may have a form of my own, which stays.
    const isMine = doing?.key === key && choices.some(one => one.key === key && one.by === by)
    try {
      presence.deletes(key)
      await scope.remove(key)
    } catch (error) {
      failed(error)
      return
    }
    const left: Left | undefined = (await scope.left(key).catch(() => undefined)) ?? standard.get(key)
    onDone()
    scope.reload()
    const lost = isMine && !left ? doing : undefined
    const free = choices.find(one => one.key === available) ?? standard.get(available)
    app.toasts.done(words(left, lost && free), {
      label: t('undo'),
      run: () => void bringBack(left !== undefined, lost),
    })
  }

  function words(left: Left | undefined, instead: Pick<Choice, 'name'> | undefined): string {
    if (left) return t(left.by === 'organisation' ? 'restored.organisation' : 'restored', { name: said(left.name) })
    const name = said(form.name)
    return instead ? t('deleted.mine', { name, now: said(instead.name) }) : t('deleted', { name })
  }

  return (
    <Button look="bare" onClick={() => void remove()}>
      {t(isStandard ? 'restore' : 'delete')}
    </Button>
  )
}
