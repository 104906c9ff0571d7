/** My own address books. What a vendor's pages send the browser back with comes here too. */
import { Books } from './books.tsx'

export default function Own() {
  return <Books whose="own" />
}
