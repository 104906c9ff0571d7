import { Icon } from './icon.tsx'
import { type IconName, icons } from './icons.ts'
import './activity-sign.css'

/** Outlined: phones ring. A filled square: closed, back today. A filled circle: away longer. */
export function ActivitySign({ icon, tone }: { icon: string; tone: 'free' | 'closed' | 'away' }) {
  return (
    <span class={`activity-sign ${tone}`} aria-hidden="true">
      <Icon name={activityIcon(icon)} />
    </span>
  )
}

/** Activities name their picture ("meet"); one that this app hasn't (yet) is shown as a clock. */
export function activityIcon(icon: string): IconName {
  const name = `activity-${icon}`
  if (name in icons) return name as IconName
  return icon in icons ? (icon as IconName) : 'clock'
}
