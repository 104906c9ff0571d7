/** In the head: compare and publish. */
import { useState } from 'preact/hooks'
import { lazy } from '../../../../ui/lazy.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { useDesk } from '../desk/desk.ts'
import { t } from './words/index.ts'

const Compare = lazy(() => import('./compare.tsx'))
const Publish = lazy(() => import('./publish.tsx'))

export default function VersionButtons() {
  const desk = useDesk()
  const [open, setOpen] = useState<'compare' | 'publish'>()
  const close = () => setOpen(undefined)
  const version = desk.version.value ?? 0
  const unable = desk.changed.value ? undefined : t('publish.nothing')
  if (!desk.draft.value) return null
  return (
    <>
      {version > 0 && (
        <Button unable={unable} onClick={() => setOpen('compare')}>
          {t('compare', { number: version })}
        </Button>
      )}
      <Button look="main" unable={unable} onClick={() => setOpen('publish')}>
        {t('publish')}
      </Button>
      {open === 'compare' && <Compare from={version} to="draft" onClose={close} />}
      {open === 'publish' && <Publish onClose={close} />}
    </>
  )
}
