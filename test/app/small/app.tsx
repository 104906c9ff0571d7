/** For tests of the shell alone: an app of one screen to write in, one that breaks, and one that has to be fetched. */
import { useState } from 'preact/hooks'
import { lazy } from '../../../ui/lazy.tsx'
import { mount } from '../../../ui/mount.tsx'
import { Field } from '../../../ui/parts/field.tsx'
import { View } from '../../../ui/parts/view.tsx'
import {
  administrationSections,
  commands,
  defineUi,
  dialers,
  fill,
  type Hit,
  screens,
  searches,
  settingsSections,
} from '../../../ui/slots.tsx'

declare const __VERSION__: string

function Write() {
  const [text, setText] = useState('')
  return (
    <View title="Write">
      <div>
        <p class="version">{__VERSION__}</p>
        <Field label="Text" value={text} onInput={event => setText(event.currentTarget.value)} />
      </div>
    </View>
  )
}

function Breaks(): never {
  throw new Error('broken on purpose')
}

const people: readonly Hit[] = ['Cecilia Öberg', 'David Ek', 'Maria Holm'].map((label, at) => ({
  key: label,
  rank: -at,
  label,
  view: () => <span>{label}</span>,
  card: '/later',
  number: String(1003 + at),
}))

const later = lazy(() => import('./later.tsx'))

const smallUi = defineUi('small', app => [
  fill(screens, { path: 'write', icon: 'chat', title: () => 'Write', view: Write }, 1),
  fill(screens, { path: 'breaks', icon: 'warn', title: () => 'Breaks', view: Breaks }, 2),
  fill(screens, { path: 'later', icon: 'clock', title: () => 'Later', view: later }, 3),
  fill(settingsSections, { path: 'one', icon: 'phone', title: () => 'First', view: () => <p>All of the first.</p> }, 1),
  fill(
    settingsSections,
    { path: 'two', icon: 'chat', title: () => 'Second', view: () => <p>All of the second.</p> },
    2,
  ),
  fill(settingsSections, {
    path: 'none',
    icon: 'lock',
    title: () => 'Not mine',
    view: Breaks,
    allow: ({ role }) => role === 'member',
  }),
  fill(administrationSections, {
    path: 'all',
    icon: 'people',
    title: () => 'Everybody',
    view: () => <p>For all.</p>,
    allow: ({ role }) => role === 'administrator',
  }),
  fill(searches, typed => people.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()))),
  fill(dialers, (number, name) => app.toasts.done(`Calling ${name ?? ''} ${number}`)),
  fill(commands, {
    key: 'u',
    say: () => 'Say something',
    run() {
      app.toasts.done('Done.', { label: 'Undo', run: () => app.toasts.done('Undone.') })
      return true
    },
  }),
])

mount(document.body, location.search === '?nothing' ? [] : [smallUi])
