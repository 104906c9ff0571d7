import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  'example.not-found': 'Den hälsningen finns inte.',
}
