import { t } from '../words/index.ts'

export default function Rules() {
  return <h1>{t('rules')}</h1>
}
