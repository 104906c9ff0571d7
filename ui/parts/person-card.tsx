/** All about somebody, in the side panel: what may be known, the big buttons, every number. */
import type { ComponentChildren } from 'preact'
import { useApp } from '../app.ts'
import { shownNumber } from '../phone-number.ts'
import { dialers } from '../slots.tsx'
import { shellWords as t } from '../words/index.ts'
import { Avatar } from './avatar.tsx'
import { Button } from './button.tsx'
import type { IconName } from './icons.ts'
import './person-card.css'

export interface PersonCardProps {
  name: string
  icon?: IconName | undefined
  /** Address of a picture. */
  photo?: string | undefined
  about: ComponentChildren
  tags?: ComponentChildren
  sign?: ComponentChildren
  /** Beside the name. */
  head?: ComponentChildren
  /** Line and activity. */
  state?: ComponentChildren
  actions?: ComponentChildren
  numbers: readonly { readonly label: string; readonly number: string }[]
  emails: readonly string[]
  /** Oneself: nobody to call. */
  mine?: boolean
  foot?: ComponentChildren
  children?: ComponentChildren
}

export function PersonCard(props: PersonCardProps) {
  const {
    name,
    icon,
    photo,
    about,
    tags,
    sign,
    head,
    state,
    actions,
    numbers,
    emails,
    mine = false,
    foot,
    children,
  } = props
  return (
    <div class="person-card">
      <div class="who-head">
        <Avatar name={name} photo={photo} size="large" {...(icon && { icon })}>
          {sign}
        </Avatar>
        <div class="grow">
          <h2>
            {name} {tags}
          </h2>
          <p class="quiet">{about}</p>
        </div>
        {head}
      </div>
      <div class="who-state">{state}</div>
      <div class="who-buttons">{actions}</div>
      <div class="who-numbers">
        {numbers.map(({ label, number }) => (
          <NumberLine key={`${label} ${number}`} label={label} number={number} name={name} calls={!mine} />
        ))}
        {emails.map(email => (
          <p key={email} class="who-number">
            <span class="quiet">{t('card.email')}</span>
            <a class="cut" href={`mailto:${email}`}>
              {email}
            </a>
          </p>
        ))}
      </div>
      {children}
      <div class="who-foot">{foot}</div>
    </div>
  )
}

interface NumberProps {
  label: string
  number: string
  name: string
  calls: boolean
}

function NumberLine({ label, number, name, calls }: NumberProps) {
  const dial = useApp().filled(dialers)[0]
  const shown = shownNumber(number)
  return (
    <p class="who-number">
      <span class="quiet cut">{label}</span>
      <span class="figures">{shown}</span>
      {calls && dial && (
        <Button look="bare" icon="phone" iconOnly onClick={() => dial(number, name)}>
          {t('card.call', { number: shown })}
        </Button>
      )}
    </p>
  )
}
