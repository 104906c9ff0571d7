import type { HearWords } from '../../../ui/parts/hear-button.tsx'
import { t } from './words/index.ts'

/** Of the button that speaks what callers hear: `what` is the sentence. */
export const hearWords = (what: string): HearWords => ({
  hear: t('heard.hear'),
  hearOf: t('heard.hear-of', { what }),
  stop: t('heard.stop'),
  failed: t('heard.failed'),
})
