import { useRef, useState } from 'preact/hooks'
import { ActivitySign } from '../parts/activity-sign.tsx'
import { Button, type ButtonProps } from '../parts/button.tsx'
import { Popover } from '../parts/popover.tsx'
import { Segmented } from '../parts/segmented.tsx'
import { Switch } from '../parts/switch.tsx'
import { Tiles } from '../parts/tiles.tsx'
import { Group, State } from './group.tsx'
import { t } from './words/index.ts'

type Of = Pick<ButtonProps, 'look' | 'icon' | 'iconOnly' | 'shortcut'> & { word: Parameters<typeof t>[0] }
const buttons: readonly Of[] = [
  { look: 'plain', word: 'send' },
  { look: 'main', word: 'save' },
  { look: 'call', icon: 'phone', word: 'call', shortcut: 'R' },
  { look: 'end', icon: 'end', word: 'end' },
  { look: 'bare', icon: 'vm', word: 'voicemail' },
  { look: 'bare', icon: 'dots', iconOnly: true, word: 'more' },
]

export function Buttons() {
  const [muted, setMuted] = useState(true)
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  return (
    <Group title={t('buttons')}>
      <State name={t('rest')}>
        {buttons.map(({ word, ...props }) => (
          <Button key={word} {...props}>
            {t(word)}
          </Button>
        ))}
      </State>
      <State name={t('selected')}>
        <Button icon="mic" aria-pressed={muted} onClick={() => setMuted(!muted)}>
          {t('mute')}
        </Button>
        <Button icon="hold" aria-pressed={!muted} onClick={() => setMuted(!muted)}>
          {t('hold')}
        </Button>
      </State>
      <State name={t('busy')}>
        <Button look="main" busy>
          {t('saving')}
        </Button>
        <Button busy>{t('send')}</Button>
      </State>
      <State name={t('disabled')}>
        {buttons.map(({ word, ...props }) => (
          <Button key={word} {...props} unable={t('not-now')}>
            {t(word)}
          </Button>
        ))}
      </State>
      <State name="popover">
        <Button innerRef={anchor} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('more')}
        </Button>
        <Popover open={open} anchor={anchor} onClose={() => setOpen(false)} label={t('more')} width={260}>
          <p>{t('popover.about')}</p>
        </Popover>
      </State>
    </Group>
  )
}

export function Choices() {
  const [who, setWho] = useState<'everyone' | 'reachable' | 'team'>('everyone')
  const [on, setOn] = useState(true)
  const [activity, setActivity] = useState('meeting')
  return (
    <Group title={t('choices')}>
      <State name="segmented">
        <Segmented
          label={t('show')}
          choices={(['everyone', 'reachable', 'team'] as const).map(value => ({ value, label: t(value) }))}
          value={who}
          onChange={setWho}
        />
      </State>
      <State name="switch" wide>
        <Switch label={t('mobile')} about={t('mobile.about')} on={on} onChange={setOn} />
        <Switch label={t('mine')} on={!on} onChange={next => setOn(!next)} />
        <Switch label={t('mine')} about={t('not-now')} on={false} onChange={() => {}} disabled />
      </State>
      <State name="tiles" wide>
        <Tiles
          label={t('activity')}
          value={activity}
          onChange={setActivity}
          choices={[
            { value: 'available', label: t('available'), sign: <ActivitySign icon="free" tone="free" /> },
            {
              value: 'meeting',
              label: t('meeting'),
              about: t('hour'),
              sign: <ActivitySign icon="meet" tone="closed" />,
            },
            {
              value: 'lunch',
              label: t('lunch'),
              about: t('half-hour'),
              sign: <ActivitySign icon="lunch" tone="closed" />,
            },
            {
              value: 'holiday',
              label: t('holiday'),
              about: t('date'),
              sign: <ActivitySign icon="holiday" tone="away" />,
            },
          ]}
        />
      </State>
    </Group>
  )
}
