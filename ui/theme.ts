/** Light or dark: as the device has it, or as chosen here. */
import { effect, signal } from '@preact/signals'
import { kept } from './kept.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const remembered = kept<Theme>('theme')
export const theme = signal<Theme>(remembered.read() ?? 'system')

/** As --canvas: what a phone paints around the app. */
const around = { light: '#f3f5f5', dark: '#0e1213' } as const

effect(() => {
  const { dataset } = document.documentElement
  if (theme.value === 'system') delete dataset.theme
  else dataset.theme = theme.value
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
    const own = meta.media.includes('dark') ? 'dark' : 'light'
    meta.content = around[theme.value === 'system' ? own : theme.value]
  }
  remembered.write(theme.value)
})
