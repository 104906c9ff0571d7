/** What a person does with her messages and chooses for her box, over the API. */
import { DateTime } from 'luxon'
import type { Mail } from '../../connectors/mail/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub, Who } from '../../core/hub.ts'
import { type Directory, readNumber } from '../directory/contract.ts'
import type { Box, Boxes } from './boxes.ts'
import {
  changeBox,
  deleteGreeting,
  deleteMessage,
  forwardMessage,
  greetingSound,
  hearMessage,
  messageSound,
  type Option,
  readBox,
  saveGreeting,
  setPin,
} from './contract.ts'
import type { Files, Owner } from './files.ts'
import type { Messages } from './messages.ts'
import type { OwnGreetings } from './own-greetings.ts'
import type { Pins } from './pins.ts'

interface Parts {
  readonly boxes: Boxes
  readonly pins: Pins
  readonly messages: Messages
  readonly greetings: OwnGreetings
  readonly files: Files
  readonly directory: Directory
  readonly mail: Mail
}

export function provideRoutes(hub: Hub, { boxes, pins, messages, greetings, files, directory, mail }: Parts): void {
  const ownerOf = ({ organisation, person }: Who): Owner => ({ organisation, person })
  const zoneOf = ({ organisation }: Owner) => directory.organisation(organisation)?.zone ?? 'UTC'

  hub.download(messageSound, async ({ id, keep }, who) => {
    const owner = ownerOf(who)
    const row = await messages.find(owner, id)
    const at = DateTime.fromJSDate(row.at, { zone: zoneOf(owner) }).toFormat('yyyy-MM-dd HH.mm')
    const from = row.callerHidden ? '' : (row.callerName ?? row.callerNumber ?? '')
    const file = files.message(owner, id, 'mp3')
    return keep ? { file, name: `${`${at} ${from}`.trim()}.mp3` } : { file }
  })
  hub.route(hearMessage, async ({ id, heard }, who) => {
    await messages.hear(ownerOf(who), id, heard)
    return {}
  })
  hub.route(deleteMessage, async ({ id, deleted }, who) => {
    await messages.remove(ownerOf(who), id, deleted)
    return {}
  })
  hub.route(forwardMessage, async ({ id, to, note }, who) => {
    const colleague = directory.person(to)
    if (colleague?.organisation !== who.organisation || to === who.person) {
      throw new HubError('voicemail.no-such-person', 404)
    }
    await messages.forward(ownerOf(who), id, { organisation: who.organisation, person: to }, note)
    return {}
  })

  function shown({ settings, greetings: own, hasPin, lockedUntil, ...owner }: Box) {
    const person = directory.person(owner.person)
    const number = directory.serviceNumber(owner.organisation, 'voicemail')
    return {
      ...settings,
      greetings: own.map(({ milliseconds, at, ...rest }) => ({
        ...{ ...rest, seconds: milliseconds / 1000, at: at.toISOString() },
      })),
      hasPin,
      ...(lockedUntil && lockedUntil > new Date() && { lockedUntil: lockedUntil.toISOString() }),
      ...(mail.absent === undefined && person && { mailTo: person.email }),
      ...(number !== undefined && { number }),
    }
  }

  hub.route(readBox, (_, who) => shown(boxes.of(ownerOf(who))))
  hub.route(changeBox, async (given, who) => {
    const { options, ...rest } = given
    const owner = ownerOf(who)
    const checked = options && { options: options.map((option, place) => checkedOption(owner, option, place)) }
    const values = Object.fromEntries(
      Object.entries({ ...rest, ...checked }).filter(([, value]) => value !== undefined),
    )
    return shown(await boxes.change(owner, values))
  })

  /** Somewhere that a call can go, and as it is dialled. */
  function checkedOption({ organisation }: Owner, option: Option, place: number): Option {
    const read = readNumber(directory, organisation, option.to)
    if (read?.kind === 'inside' || read?.kind === 'outside') return { ...option, to: read.dialled }
    throw new HubError('voicemail.no-such-number', 422, { field: `options.${place}.to`, number: option.to })
  }

  hub.route(setPin, async ({ pin }, who) => {
    const owner = ownerOf(who)
    await pins.set(owner, pin, directory.person(who.person)?.short ?? '')
    return shown(boxes.of(owner))
  })
  hub.upload(saveGreeting, async ({ activity }, who, file) => shown(await greetings.save(ownerOf(who), activity, file)))
  hub.route(deleteGreeting, async ({ id, deleted }, who) => shown(await greetings.remove(ownerOf(who), id, deleted)))
  hub.download(greetingSound, async ({ id }, who) => ({ file: await greetings.sound(ownerOf(who), id) }))
}
