import { useState } from 'preact/hooks'
import { Avatar } from '../parts/avatar.tsx'
import { Button } from '../parts/button.tsx'
import { Dock } from '../parts/dock.tsx'
import { Incoming } from '../parts/incoming.tsx'
import { LineState } from '../parts/line-sign.tsx'
import { Player } from '../parts/player.tsx'
import { Say } from '../parts/sentence.tsx'
import { Tag } from '../parts/tag.tsx'
import { Group, State } from './group.tsx'
import { t } from './words/index.ts'

/** The shape of somebody speaking. */
const loudness = Array.from({ length: 56 }, (_, at) => Math.abs(Math.sin(at * 0.71) * Math.sin(at * 0.23 + 1)))

export function Calls() {
  const [rings, setRings] = useState(false)
  return (
    <Group title={t('calls')}>
      <State name={`player: ${t('rest')}`} wide>
        <Message />
      </State>
      <State name={`player: ${t('busy')}`} wide>
        <Message busy />
      </State>
      <State name={`player: ${t('error')}`} wide>
        <Message problem={t('player.problem')} />
      </State>
      <State name="dock" wide>
        <Dock
          label={t('dock')}
          who={
            <>
              <Avatar name="Maria Holm" />
              <span>
                <b>Maria Holm</b>
                <br />
                <LineState look="call" word="3:12" />
              </span>
            </>
          }
        >
          <Button icon="mic" aria-pressed={false} shortcut="M">
            {t('mute')}
          </Button>
          <Button icon="hold" aria-pressed shortcut="H">
            {t('hold')}
          </Button>
          <Button look="end" icon="end">
            {t('end')}
          </Button>
        </Dock>
      </State>
      <State name="incoming">
        <Button onClick={() => setRings(true)}>{t('show')}</Button>
      </State>
      {rings && (
        <Incoming
          label={t('incoming')}
          name="Maria Holm"
          about="070-174 06 05"
          tag={
            <Tag look="vip" icon="star">
              VIP
            </Tag>
          }
          actions={
            <>
              <Button look="end" icon="end" onClick={() => setRings(false)}>
                {t('decline')}
              </Button>
              <Button look="call" icon="phone" shortcut="F2" onClick={() => setRings(false)}>
                {t('answer')}
              </Button>
            </>
          }
          more={
            <Button look="bare" icon="vm" onClick={() => setRings(false)}>
              {t('voicemail')}
            </Button>
          }
        >
          <Say>{t('incoming.why')}</Say>
        </Incoming>
      )}
    </Group>
  )
}

function Message(props: { busy?: boolean; problem?: string }) {
  const [at, setAt] = useState(14)
  const [speed, setSpeed] = useState(1)
  const [playing, setPlaying] = useState(false)
  return (
    <Player
      play={t('play')}
      pause={t('pause')}
      playing={playing}
      length={42}
      at={at}
      loudness={loudness}
      speed={speed}
      onToggle={() => setPlaying(!playing)}
      onSeek={setAt}
      onSpeed={setSpeed}
      {...props}
    />
  )
}
