/** Star, VIP and Block, on rows and cards of whoever can be marked. */
import { useComputed } from '@preact/signals'
import { useState } from 'preact/hooks'
import { useApp } from '../../../ui/app.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { Tag } from '../../../ui/parts/tag.tsx'
import type { Listed } from '../../directory/contract.ts'
import type { MarkEntry, MarkKind } from '../contract.ts'
import { block, canBeMarked, isMarked, isVip, mark, toggleVip, vipForAll } from './marks.ts'
import { t } from './words/index.ts'
import './marks.css'

interface OfListed {
  readonly item: Listed
}

/** Another value only when this mark of this entry is another. */
function useMark(item: Listed, kind: MarkKind, by: MarkEntry['by']): boolean {
  const app = useApp()
  return useComputed(() => isMarked(app, item, kind, by)).value
}

export function VipTag({ item }: OfListed) {
  const app = useApp()
  const vip = useComputed(() => isVip(app, item)).value
  if (!vip) return null
  return (
    <Tag look="vip" icon="star">
      {t('vip')}
    </Tag>
  )
}

export function Star({ item }: OfListed) {
  const app = useApp()
  const on = useMark(item, 'favourite', 'own')
  // Oneself needs no star.
  if (item.id === app.who.person || !canBeMarked(item)) return null
  return (
    <Button
      look="bare"
      icon="star"
      iconOnly
      class="star"
      aria-pressed={on}
      onClick={() => mark(app, item, 'favourite', !on)}
    >
      {t(on ? 'star.remove' : 'star.add', { name: item.name })}
    </Button>
  )
}

export function MarkButtons({ item }: OfListed) {
  const app = useApp()
  const [vip, blocked] = [useMark(item, 'vip', 'own'), useMark(item, 'blocked', 'own')]
  const blockedForAll = useMark(item, 'blocked', 'company')
  const [busy, setBusy] = useState<MarkKind>()
  if (item.id === app.who.person || !canBeMarked(item)) return null

  async function toggle(kind: 'vip' | 'blocked'): Promise<void> {
    setBusy(kind)
    await (kind === 'vip' ? toggleVip(app, item, !vip) : block(app, item, !blocked))
    setBusy(undefined)
  }
  // What holds, not all that is set: a block comes before everything.
  const about = blockedForAll ? 'block.everybody' : blocked ? 'block.about' : 'vip.about'
  return (
    <>
      <Button
        icon="star"
        aria-pressed={vip}
        busy={busy === 'vip'}
        unable={blockedForAll && !vip ? t('block.everybody') : undefined}
        onClick={() => void toggle('vip')}
      >
        {t('vip')}
      </Button>
      <Button
        icon="block"
        aria-pressed={blocked || blockedForAll}
        busy={busy === 'blocked'}
        unable={blockedForAll ? t('block.everybody') : undefined}
        onClick={() => void toggle('blocked')}
      >
        {t('block')}
      </Button>
      <span class="small faint marks-about">{t(about)}</span>
      {app.who.role === 'administrator' && <ForAll item={item} />}
    </>
  )
}

function ForAll({ item }: OfListed) {
  const app = useApp()
  const [vip, blocked] = [useMark(item, 'vip', 'company'), useMark(item, 'blocked', 'company')]
  const [busy, setBusy] = useState<MarkKind>()
  async function change(kind: 'vip' | 'blocked'): Promise<void> {
    setBusy(kind)
    await (kind === 'vip' ? vipForAll(app, item, !vip) : block(app, item, !blocked, 'company'))
    setBusy(undefined)
  }
  return (
    <>
      <Button icon="star" aria-pressed={vip} busy={busy === 'vip'} onClick={() => void change('vip')}>
        {t('vip.for-all')}
      </Button>
      <Button icon="block" aria-pressed={blocked} busy={busy === 'blocked'} onClick={() => void change('blocked')}>
        {t('block.for-all')}
      </Button>
    </>
  )
}
