/** What all plugins that have a say in it make of a call to or from the public network. */
import type { Outside, OutsideParts } from './contract.ts'

type Parts = Required<Outside> & OutsideParts

export function outside(): Parts {
  const parts: Outside[] = []
  const first = <Value>(ask: (part: Outside) => Value | undefined): Value | undefined => {
    for (const part of parts) {
      const value = ask(part)
      if (value !== undefined) return value
    }
    return undefined
  }
  return {
    add: part => void parts.push(part),
    waysFor: call => first(part => part.waysFor?.(call)),
    ownerOf: trunk => first(part => part.ownerOf?.(trunk)),
    personAt: (number, organisation) => first(part => part.personAt?.(number, organisation)),
    mobileOf: person => first(part => part.mobileOf?.(person)),
    leaves(call) {
      for (const part of parts) part.leaves?.(call)
    },
  }
}
