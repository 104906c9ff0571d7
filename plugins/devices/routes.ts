import type { PhoneDoors } from '../../connectors/telephony/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { DeviceSecret, Directory, PhoneDevices } from '../directory/contract.ts'
import type { Book } from './book.ts'
import { type Account, addPhone, changePhone, listPhones, openLink, removePhone, renewSecret } from './contract.ts'
import { profileOf } from './provision.ts'

interface Parts {
  readonly directory: Directory
  readonly phoneDevices: PhoneDevices
  readonly phoneDoors: PhoneDoors
  readonly book: Book
  /** Tells whoever sees this phone. */
  readonly show: (organisation: string, id: string) => Promise<void>
  readonly gone: (organisation: string, person: string, id: string) => void
}

export function provideRoutes(hub: Pick<Hub, 'route'>, parts: Parts): void {
  const { directory, phoneDevices, phoneDoors, book, show, gone } = parts

  function accountOf(secret: DeviceSecret): Account {
    const { user, authName, domain, sipPort, tls, voicemail, ...rest } = profileOf(directory, phoneDoors, {
      ...{ secret, host: '', keys: [] },
    })
    const account = { user, authName, domain, sipPort, secret: rest.secret }
    return { ...account, ...(tls && { tlsPort: tls.port }), ...(voicemail && { voicemail }) }
  }

  hub.route(listPhones, async (_, { organisation }) => ({ phones: await book.phones(organisation) }))

  hub.route(addPhone, async ({ label, make, keys, person }, who) => {
    const { organisation } = who
    if (person !== undefined && person !== who.person && who.role !== 'administrator') {
      throw new HubError('access.forbidden', 403)
    }
    const added = await phoneDevices.add(organisation, { person: person ?? who.person, label })
    const { id } = added.device
    try {
      await book.note(organisation, id, { make, keys })
    } catch (error) {
      await phoneDevices.remove(organisation, id)
      throw error
    }
    const given = make === 'other' ? { account: accountOf(added) } : { link: await book.openLink(organisation, id) }
    await show(organisation, id)
    return { phone: await book.phone(organisation, id), ...given }
  })

  hub.route(changePhone, async ({ id, label, keys }, who) => {
    const { organisation } = who
    await book.own(who, id)
    if (keys) await book.note(organisation, id, { keys })
    if (label !== undefined) await phoneDevices.rename(organisation, id, label)
    await show(organisation, id)
    return await book.phone(organisation, id)
  })

  hub.route(openLink, async ({ id }, who) => {
    await book.own(who, id)
    const link = await book.openLink(who.organisation, id)
    await show(who.organisation, id)
    return link
  })

  hub.route(renewSecret, async ({ id }, who) => {
    await book.own(who, id)
    // Whoever has the old settings has no way to the new ones either.
    await book.note(who.organisation, id, { token: null, tokenUntil: null, mac: null })
    const secret = await phoneDevices.renew(who.organisation, id)
    await show(who.organisation, id)
    return accountOf(secret)
  })

  hub.route(removePhone, async ({ id }, who) => {
    const { person } = await book.own(who, id)
    await phoneDevices.remove(who.organisation, id)
    await book.forget(who.organisation, id)
    gone(who.organisation, person, id)
  })
}
