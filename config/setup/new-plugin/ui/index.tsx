/** What the app shows of this plugin. */
import { lazy } from '../../../../ui/lazy.tsx'
import { defineUi, fill, screens } from '../../../../ui/slots.tsx'
import { t } from './words.ts'

export const exampleUi = defineUi('example', () => [
  // Its number is its place among the views. Loaded when it is first shown.
  fill(
    screens,
    { path: 'example', icon: 'file', title: () => t('title'), view: lazy(() => import('./screen.tsx')) },
    50,
  ),
])
