import { Blank } from '../../../../ui/parts/blank.tsx'
import { View } from '../../../../ui/parts/view.tsx'
import { t } from './words.ts'

export default function Screen() {
  return (
    <View title={t('title')}>
      <Blank icon="file" title={t('empty')} about={t('empty.about')} />
    </View>
  )
}
