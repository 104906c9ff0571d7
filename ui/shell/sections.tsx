/** Settings, one's own and the organisation's: a list of what there is to set, and one of it beside the list. On a phone each is a page. */

import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Slot } from '../../core/define.ts'
import { useApp } from '../app.ts'
import { Blank } from '../parts/blank.tsx'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { View } from '../parts/view.tsx'
import { administrationSections, Filled, type Section, sectionsOf, settingsSections } from '../slots.tsx'
import { shellWords as t } from '../words/index.ts'
import './sections.css'

export const Settings = () => <Sections of={settingsSections} home="/settings" title={t('settings')} />
export const Administration = () => (
  <Sections of={administrationSections} home="/administration" title={t('administration')} />
)

function Sections({ of, home, title }: { of: Slot<Section>; home: string; title: string }) {
  const app = useApp()
  const { path } = useLocation()
  const sections = sectionsOf(app, of)
  const asked = path.slice(home.length + 1).split('/')[0]
  const open = sections.find(section => section.path === asked)
  const [first] = sections
  // This is still shown while the screen that somebody went on to is loaded.
  const left = path !== home && !path.startsWith(`${home}/`)
  // Where there is room for both, one is open.
  useEffect(() => {
    const narrow = matchMedia('(max-width: 760px)').matches
    if (!left && !open && first && (!narrow || asked)) app.go(`${home}/${first.path}`, 'replace')
  }, [open, asked, left])
  if (!first) return <Blank heading="h1" icon="gear" title={title} about={t('settings.empty')} />
  return (
    <View title={title}>
      <div class={`sections ${open ? 'one-open' : ''}`}>
        <nav class="scroll" aria-label={title}>
          <ul>
            {sections.map(section => (
              <li key={section.path}>
                <a href={`${home}/${section.path}`} aria-current={section === open ? 'page' : undefined}>
                  <Icon name={section.icon} />
                  {section.title()}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {open && (
          <section class="scroll" key={open.path} aria-labelledby={`section-${open.path}`}>
            <Button look="bare" icon="back" class="back" onClick={() => app.go(home)}>
              {title}
            </Button>
            <h2 id={`section-${open.path}`}>{open.title()}</h2>
            <Filled view={open.view} />
          </section>
        )}
      </div>
    </View>
  )
}
