/** Every part in each of its states, on one page: what the tests of the design system look at, and whoever builds with it. */
import { View } from '../parts/view.tsx'
import { Calls } from './calls.tsx'
import { Buttons, Choices } from './controls.tsx'
import { Fields } from './fields.tsx'
import { Figures } from './figures.tsx'
import { Colours, Icons, Type } from './ground.tsx'
import { Messages } from './messages.tsx'
import { People } from './people.tsx'
import { Rules } from './rules.tsx'
import { t } from './words/index.ts'
import './design.css'

export default function Design() {
  return (
    <View title={t('title')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard (axe: scrollable-region-focusable) */}
      <section class="scroll" aria-label={t('parts')} tabIndex={0}>
        <div class="design">
          <Colours />
          <Type />
          <Icons />
          <Buttons />
          <Choices />
          <Fields />
          <People />
          <Rules />
          <Calls />
          <Figures />
          <Messages />
        </div>
      </section>
    </View>
  )
}
