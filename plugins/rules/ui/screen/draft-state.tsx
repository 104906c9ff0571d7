/** What state the draft is in, and taking steps back. */
import { useEffect } from 'preact/hooks'
import { Button } from '../../../../ui/parts/button.tsx'
import { Tag } from '../../../../ui/parts/tag.tsx'
import { useDesk } from '../desk/desk.ts'
import { t } from './words/index.ts'

export function DraftState() {
  const desk = useDesk()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase()
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return
      // A field has its own way back.
      if (event.target instanceof HTMLElement && event.target.matches('input, textarea')) return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) desk.redo()
      else desk.undo()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [desk])
  if (!desk.draft.value) return null
  const keeping = desk.keeping.value
  return (
    <div class="rules-draft">
      <span class="quiet">{said(desk)}</span>
      {keeping.state === 'waiting' && <Tag>{t('draft.waiting')}</Tag>}
      {keeping.state === 'refused' && <Tag look="bad">{t('draft.refused', { why: keeping.why })}</Tag>}
      {(desk.canUndo.value || desk.canRedo.value) && (
        <span class="line-of">
          <Button
            look="bare"
            icon="fwd"
            class="rules-undo"
            iconOnly
            unable={desk.canUndo.value ? undefined : t('undo.nothing')}
            onClick={() => desk.undo()}
          >
            {t('undo')}
          </Button>
          <Button
            look="bare"
            icon="fwd"
            iconOnly
            unable={desk.canRedo.value ? undefined : t('redo.nothing')}
            onClick={() => desk.redo()}
          >
            {t('redo')}
          </Button>
        </span>
      )}
    </div>
  )
}

function said({ changed, changedCount, version }: ReturnType<typeof useDesk>): string {
  const number = version.value
  if (!changed.value) return number === undefined ? t('draft.standard') : t('draft.in-force', { number })
  const count = changedCount.value
  return t(count === 1 ? 'draft.changed.one' : 'draft.changed', { number: (number ?? 0) + 1, count })
}
