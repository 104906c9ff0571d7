import { Button } from '../../../ui/parts/button.tsx'
import type { Desk } from './desk.ts'
import { t } from './words/index.ts'

/** `bare`: an icon alone, at the end of a row. Its name says who is called. */
export function CallButton({
  desk: { dialer },
  number,
  name,
  bare = false,
  tabIndex,
}: {
  desk: Pick<Desk, 'dialer'>
  number: string
  name: string
  bare?: boolean
  tabIndex?: 0 | -1
}) {
  const unable = dialer.unable()
  return (
    <Button
      look={bare ? 'bare' : 'call'}
      icon="phone"
      iconOnly={bare}
      tabIndex={tabIndex}
      // Not `unable`: a finger can't point at it to be told why, so pressing it tells.
      aria-disabled={unable === undefined ? undefined : 'true'}
      title={unable ?? t('call.back', { name })}
      aria-label={t('call.back', { name })}
      onClick={() => dialer.dial(number, name)}
    >
      {bare ? t('call.back', { name }) : t('call')}
    </Button>
  )
}
