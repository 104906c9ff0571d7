/** My own telephones, live. */
import { useApp } from '../../../../ui/app.ts'
import { myPhones } from '../../contract.ts'
import { Phones } from './phones.tsx'

export default function Mine() {
  const app = useApp()
  const view = app.live.view(myPhones)
  const phones = view.state()?.phones
  const sorted = phones && [...phones].sort((one, other) => one.label.localeCompare(other.label))
  return <Phones phones={sorted} problem={view.refused()} reload={() => view.again()} everybody={false} />
}
