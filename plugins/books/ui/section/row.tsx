/** One link: when it last spoke, and what can be done about it. */
import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Tag } from '../../../../ui/parts/tag.tsx'
import { dayOrTime } from '../../../../ui/time.ts'
import { type LinkEntry, readNow, unlink } from '../../contract.ts'
import { t } from './words/index.ts'

interface RowProps {
  link: LinkEntry
  /** Undefined where this hub can't any more. */
  onSignIn: (() => void) | undefined
}

export function LinkRow({ link, onSignIn }: RowProps) {
  const app = useApp()
  const { id, title, account, health, cards, readAt } = link
  const [busy, setBusy] = useState<'read' | 'unlink'>()
  const [asks, setAsks] = useState(false)

  async function run(what: 'read' | 'unlink'): Promise<void> {
    setBusy(what)
    try {
      if (what === 'read') await app.api.call(readNow, { id })
      else {
        await app.api.call(unlink, { id })
        app.toasts.done(t('unlinked', { account }))
      }
    } catch (error) {
      app.toasts.problem(problemOf(error))
    }
    setBusy(undefined)
  }

  const read = readAt === undefined ? undefined : t('read.at', { time: dayOrTime(new Date(readAt)) })
  return (
    <li class="book-row">
      <div class="book-what">
        <b>{account}</b>{' '}
        <Tag look={health === 'well' || health === 'new' ? 'plain' : 'bad'}>{t(`health.${health}`)}</Tag>
        <p class="small quiet">{[title, t('cards', { count: cards }), read].filter(Boolean).join(' · ')}</p>
        {health !== 'well' && <p class="small">{t(`health.${health}.about`)}</p>}
      </div>
      <div class="line-of">
        {health === 'refused' && onSignIn && (
          <Button look="main" aria-label={t('sign-in.to', { account })} onClick={onSignIn}>
            {t('sign-in')}
          </Button>
        )}
        {health !== 'refused' && (
          <Button busy={busy === 'read'} aria-label={t('read.of', { account })} onClick={() => void run('read')}>
            {t('read')}
          </Button>
        )}
        {asks ? (
          <>
            <Button busy={busy === 'unlink'} onClick={() => void run('unlink')}>
              {t('unlink.sure')}
            </Button>
            <Button look="bare" onClick={() => setAsks(false)}>
              {t('cancel')}
            </Button>
          </>
        ) : (
          <Button look="bare" aria-label={t('unlink.of', { account })} onClick={() => setAsks(true)}>
            {t('unlink')}
          </Button>
        )}
      </div>
    </li>
  )
}
