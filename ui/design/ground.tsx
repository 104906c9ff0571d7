import { Icon } from '../parts/icon.tsx'
import { type IconName, icons } from '../parts/icons.ts'
import { Group, State } from './group.tsx'
import { t } from './words/index.ts'

const grounds = ['canvas', 'surface', 'raised', 'sunk', 'line', 'edge', 'ink', 'ink2', 'ink3', 'solid', 'call', 'end']
/** Each has a -soft ground, which its text is read on. */
const states = ['accent', 'free', 'busy', 'closed', 'away']
const sizes = ['t1', 't2', 't3', 't4', 't5', 't6']

export function Colours() {
  return (
    <Group title={t('colours')}>
      {grounds.map(name => (
        <State key={name} name={`--${name}`}>
          <span class="swatch" style={{ background: `var(--${name})` }} />
        </State>
      ))}
      {states.map(name => (
        <State key={name} name={`--${name}, --${name}-soft`}>
          <span class="swatch" style={{ background: `var(--${name})` }} />
          <span
            style={{ background: `var(--${name}-soft)`, color: `var(--${name})`, padding: '8px', borderRadius: '6px' }}
          >
            {t('sample')}
          </span>
        </State>
      ))}
    </Group>
  )
}

export function Type() {
  return (
    <Group title={t('type')}>
      {sizes.map(name => (
        <State key={name} name={`--${name}`} wide={name === 't6' || name === 't5'}>
          <span style={{ fontSize: `var(--${name})`, lineHeight: 1.3 }}>{t('sample')}</span>
        </State>
      ))}
      <State name="ink, ink2, ink3">
        <span>{t('sample')}</span>
        <span class="quiet">{t('sample')}</span>
        <span class="faint small">{t('sample')}</span>
      </State>
    </Group>
  )
}

export function Icons() {
  return (
    <Group title={t('icons')}>
      <State name={`${Object.keys(icons).length}`} wide>
        <ul class="line-of">
          {(Object.keys(icons) as IconName[]).map(name => (
            <li key={name} title={name}>
              <Icon name={name} />
              <span class="for-readers">{name}</span>
            </li>
          ))}
        </ul>
      </State>
    </Group>
  )
}
