/** The company's address books, for administrators. */
import { Books } from './books.tsx'

export default function Everybodys() {
  return <Books whose="company" />
}
