import { Chip } from '../parts/chip.tsx'
import { Rail, Rung, type RungLook } from '../parts/rail.tsx'
import { Say, Sentence, SentenceLine } from '../parts/sentence.tsx'
import { Group, State } from './group.tsx'
import { t } from './words/index.ts'

const nothing = () => {}
const rungs: readonly [RungLook, Parameters<typeof t>[0], Parameters<typeof t>[0]][] = [
  ['plain', 'rule.blocked', 'rule.blocked.saw'],
  ['unknown', 'rule.calendar', 'rule.calendar.saw'],
  ['won', 'rule.vip', 'rule.vip.saw'],
  ['past', 'rule.rest', 'rule.rest.saw'],
]

export function Rules() {
  return (
    <Group title={t('rules')}>
      <State name="sentence" wide>
        <Sentence>
          <SentenceLine>
            <b>{t('when')}</b>
            <Chip look="fact" icon="phone" onClick={nothing}>
              {t('comes-in')}
            </Chip>
          </SentenceLine>
          <SentenceLine>
            <b>{t('if')}</b>
            <Chip look="operator" onClick={nothing}>
              {t('all')}
            </Chip>
            <span class="quiet">{t('holds')}</span>
          </SentenceLine>
          <SentenceLine within>
            <Chip look="fact" icon="people" open onClick={nothing}>
              {t('caller')}
            </Chip>
            <Chip look="value" icon="star" onClick={nothing}>
              VIP
            </Chip>
          </SentenceLine>
          <SentenceLine within>
            <Chip look="fact" icon="warn" wrong onClick={nothing}>
              {t('gone')}
            </Chip>
            <Chip look="operator">{t('is-in')}</Chip>
            <Chip look="value">{t('meeting')}</Chip>
          </SentenceLine>
          <SentenceLine within>
            <Chip look="add" icon="plus" onClick={nothing}>
              {t('fact')}
            </Chip>
          </SentenceLine>
          <SentenceLine>
            <b>{t('so')}</b>
            <Chip look="value" icon="phone">
              {t('rings')}
            </Chip>
          </SentenceLine>
        </Sentence>
      </State>
      <State name="rail" wide>
        <Rail label={t('rules')}>
          {rungs.map(([look, rule, saw]) => (
            <Rung key={rule} look={look}>
              <b>{t(rule)}</b>
              <br />
              {t(saw)}
            </Rung>
          ))}
        </Rail>
      </State>
      <State name="say" wide>
        {(['free', 'closed', 'away', 'busy'] as const).map(tone => (
          <Say key={tone} tone={tone}>
            {t('heard')}
          </Say>
        ))}
      </State>
    </Group>
  )
}
