import { View } from '../../../ui/parts/view.tsx'

declare const __VERSION__: string

export default function Later() {
  return (
    <View title="Later">
      <p>{`Later, of ${__VERSION__}`}</p>
    </View>
  )
}
