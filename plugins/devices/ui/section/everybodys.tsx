/** Everybody's telephones, for administrators: read when looked at, and after each change made here. */
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { peopleView } from '../../../directory/contract.ts'
import { listPhones, type Phone } from '../../contract.ts'
import { Phones } from './phones.tsx'

export default function Everybodys() {
  const app = useApp()
  const [phones, setPhones] = useState<readonly Phone[]>()
  const [problem, setProblem] = useState<string>()
  function read(): void {
    app.api
      .call(listPhones, {})
      .then(answer => {
        setPhones(answer.phones)
        setProblem(undefined)
      })
      .catch((error: unknown) => setProblem(problemOf(error)))
  }
  useEffect(read, [])
  const people = app.live.view(peopleView).state()?.people
  const nameOf = ({ person, label }: Phone) => `${people?.[person]?.name ?? ''} ${label}`
  const sorted = phones && [...phones].sort((one, other) => nameOf(one).localeCompare(nameOf(other)))
  return <Phones phones={sorted} problem={problem} reload={read} everybody />
}
