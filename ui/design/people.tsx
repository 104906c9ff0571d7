import { ActivitySign } from '../parts/activity-sign.tsx'
import { Avatar } from '../parts/avatar.tsx'
import { type LineLook, LineSign, LineState } from '../parts/line-sign.tsx'
import { Tag } from '../parts/tag.tsx'
import { Group, State } from './group.tsx'
import { t } from './words/index.ts'

const lines: readonly [LineLook, Parameters<typeof t>[0]][] = [
  ['idle', 'free'],
  ['ring', 'ringing'],
  ['call', 'in-call'],
  ['shut', 'closed'],
  ['none', 'no-phone'],
]

export function People() {
  return (
    <Group title={t('people')}>
      <State name="avatar">
        <Avatar name="Cecilia Öberg">
          <LineSign look="call" />
        </Avatar>
        <Avatar name="David Ek" size="large">
          <LineSign look="idle" />
        </Avatar>
        <Avatar name="Maria Holm" size="huge" />
        <Avatar name="Kundtjänst" icon="queue" />
      </State>
      <State name="line">
        {lines.map(([look, word]) => (
          <LineState key={look} look={look} word={t(word)} />
        ))}
      </State>
      <State name="line, stale">
        <span class="stale line-of">
          {lines.map(([look, word]) => (
            <LineState key={look} look={look} word={t(word)} />
          ))}
        </span>
      </State>
      <State name="activity">
        <ActivitySign icon="home" tone="free" />
        <ActivitySign icon="meet" tone="closed" />
        <ActivitySign icon="holiday" tone="away" />
      </State>
      <State name="tag">
        <Tag look="vip" icon="star">
          VIP
        </Tag>
        <Tag look="guest" icon="guest">
          {t('guest')}
        </Tag>
        <Tag>{t('new')}</Tag>
        <Tag>{t('draft')}</Tag>
        <Tag look="good">{t('live')}</Tag>
        <Tag look="bad">{t('failed')}</Tag>
      </State>
    </Group>
  )
}
