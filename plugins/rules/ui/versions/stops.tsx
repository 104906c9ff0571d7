/** What stops a set from being published, each with its reason. */
import { Note } from '../../../../ui/parts/note.tsx'
import { said } from '../../../../ui/words.ts'
import type { Stop } from '../../contract/versions.ts'

export function Stops({ title, stops }: { title: string; stops: readonly Stop[] }) {
  return (
    <Note look="stop">
      <p>{title}</p>
      <ul class="rule-stops">
        {stops.map(stop => (
          <li key={`${stop.code} ${stop.field}`}>
            {said(stop.say)} {stop.field !== undefined && <span class="small quiet">{stop.field}</span>}
          </li>
        ))}
      </ul>
    </Note>
  )
}
