/** Calls by the mobile network: the hub rings the mobile, and then whom she wants to talk to. */
import { v7 } from 'uuid'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import { wishIn } from '../calls/contract.ts'
import { readNumber } from '../directory/contract.ts'
import { callByMobile } from './contract.ts'
import type { Parts } from './ring.ts'

/** How long each side may ring. */
const seconds = 45

export function provideCallingBack(hub: Pick<Hub, 'route'>, { directory, calls, voice, book, confirm }: Parts): void {
  /** People whose mobile rings for it now. */
  const calling = new Set<string>()

  hub.route(callByMobile, async ({ to }, { person: id, organisation }) => {
    const person = directory.person(id)
    const { number } = book.of(id)
    if (!person || number === undefined) throw new HubError('mobile.number-missing', 409)
    // Typed before the number, as on a phone.
    const { wish, dialled } = wishIn(to)
    const read = readNumber(directory, organisation, dialled)
    if (!read) throw new HubError('mobile.no-number', 422, { field: 'to', number: to })
    if (calling.has(id)) throw new HubError('mobile.twice', 409)
    calling.add(id)
    try {
      const caller = { person: id, number: person.short, name: person.name, hidden: false }
      const call = v7()
      const mobile = calls.legTo({ organisation, call, caller, to: number })
      // The entry in her log is of whom she called.
      const target = calls.legTo({ organisation, call, caller, to: read.dialled, wish, begins: true })
      if (!mobile || !target) throw new HubError('mobile.no-number', 422, { field: 'to', number: to })
      await voice.call({
        call: { ...mobile, seconds },
        about: `mobile:${call}`,
        steps: [...(await confirm.back(person.language)), { do: 'dial', name: 'target', call: { ...target, seconds } }],
      })
      return {}
    } finally {
      calling.delete(id)
    }
  })
}
