/** Light or dark: as the device has it, or as chosen here. */
import { effect, signal } from '@preact/signals'
import { kept } from './kept.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const remembered = kept<Theme>('theme')
export const theme = signal<Theme>(remembered.read() ?? 'system')

effect(() => {
  const { dataset } = document.documentElement
  if (theme.value === 'system') delete dataset.theme
  else dataset.theme = theme.value
  remembered.write(theme.value)
})
