import { Player } from '../../../../ui/parts/player.tsx'
import type { Message } from '../../contract.ts'
import { soundOf } from './heard.ts'
import type { Sound } from './sound.ts'
import { t } from './words/index.ts'

interface Props {
  message: Message
  /** Whose message it is. */
  name: string
  sound: Sound
  tabIndex?: 0 | -1
}

export function MessagePlayer({ message, name, sound, tabIndex = 0 }: Props) {
  const from = soundOf(message)
  const now = sound.of(from)
  return (
    <Player
      play={t('play', { name })}
      pause={t('pause', { name })}
      playing={now?.state === 'playing'}
      busy={now?.state === 'coming'}
      length={message.seconds}
      at={now?.at ?? 0}
      loudness={message.loudness.map(loud => loud / 100)}
      speed={sound.speed()}
      tabIndex={tabIndex}
      problem={now?.failed ? t('play.failed') : undefined}
      onToggle={() => sound.toggle(from)}
      onSeek={at => sound.seek(from, at)}
      onSpeed={sound.setSpeed}
    />
  )
}
