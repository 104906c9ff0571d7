/** Others came into force than the draft was begun from: takes them into the draft, and asks only where both changed the same. */
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { language, said } from '../../../../ui/words.ts'
import { type Clash, merge, type Side } from '../../contract/changes.ts'
import { type OwnRules, readRules, readVersion, saveDraft } from '../../contract/versions.ts'
import { useDesk } from '../desk/desk.ts'
import { t } from './words/index.ts'

export function Overtaken({ onTaken }: { onTaken: () => void }) {
  const app = useApp()
  const desk = useDesk()
  const [three, setThree] = useState<Parameters<typeof merge>[0] & { readonly now: OwnRules }>()
  const fail = (error: unknown) => app.toasts.problem(problemOf(error))

  useEffect(() => {
    async function read(): Promise<void> {
      const now = await app.api.call(readRules, desk.whose)
      const number = now.draft?.base ?? 0
      const base = number === 0 ? none : (await app.api.call(readVersion, { ...desk.whose, number })).set
      setThree({ base, mine: now.draft?.set ?? base, theirs: now.set, now })
    }
    read().catch(fail)
  }, [])
  if (!three) return null

  async function take(side: Side): Promise<void> {
    if (!three) return
    const { set } = merge(three, () => side)
    const { draft, version } = three.now
    const at = { revision: draft?.revision ?? 0, base: version?.number ?? 0 }
    try {
      await app.api.call(saveDraft, { ...desk.whose, ...at, set })
      await desk.again()
      app.announce(t('overtaken.taken'))
      onTaken()
    } catch (error) {
      fail(error)
    }
  }
  const { clashes } = merge(three)
  return (
    <Note look="warning">
      <p>{t('overtaken')}</p>
      {clashes.length === 0 ? (
        <Button onClick={() => void take('theirs')}>{t('overtaken.take')}</Button>
      ) : (
        <>
          <p>{t('merge.about', { rules: new Intl.ListFormat(language.value).format(clashes.map(nameOf)) })}</p>
          <div class="line-of">
            <Button onClick={() => void take('mine')}>{t('merge.draft')}</Button>
            <Button onClick={() => void take('theirs')}>{t('merge.in-force')}</Button>
          </div>
        </>
      )}
    </Note>
  )
}

const none = { rules: [], cases: [] }

function nameOf(clash: Clash): string {
  if (clash.kind === 'rule') {
    const rule = clash.mine ?? clash.theirs
    return rule ? `“${said(rule.title)}”` : clash.name
  }
  return clash.kind === 'case' ? `“${(clash.mine ?? clash.theirs)?.title ?? clash.name}”` : clash.name
}
