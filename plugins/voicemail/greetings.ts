/** What callers hear first: the person's own greeting, else the hub's voice. */
import type { Sound } from '../../connectors/voice/port.ts'
import type { Language } from '../../core/define.ts'
import type { Directory } from '../directory/contract.ts'
import { type Boxes, greetingFor } from './boxes.ts'
import { always, type Option } from './contract.ts'
import type { Files, Owner } from './files.ts'
import type { Prompts } from './prompts.ts'
import { sentences } from './spoken.ts'

export interface Occasion {
  readonly owner: Owner
  readonly name: string
  readonly language: Language
  readonly activity?: string | undefined
  readonly text?: Readonly<Record<Language, string>> | undefined
  readonly note?: string | undefined
  readonly busy: boolean
  readonly mayWait: boolean
}

interface Parts {
  readonly boxes: Boxes
  readonly files: Files
  readonly prompts: Prompts
  readonly directory: Directory
}

/**
 * An own greeting for what she is doing comes first; then what is said of an activity that closes the phone, which tells more than the
 * greeting that she always has.
 */
export async function greeting(occasion: Occasion, parts: Parts): Promise<readonly Sound[]> {
  const { files, prompts } = parts
  const { owner, language } = occasion
  const { recorded, spoken } = greetingIn(occasion, parts)
  const sounds: Sound[] = recorded ? [{ file: files.greeting(owner, recorded.id, 'mp3') }] : []
  const said = spoken === '' ? undefined : await prompts.now(spoken, language, owner.person)
  if (said) sounds.push(said)
  else if (!recorded) sounds.push(await prompts.kept('nobody', language))
  // Whoever has recorded one has said it in her own words.
  return recorded ? sounds : [...sounds, await prompts.kept('leave', language)]
}

/** Her own recording, and what the hub's voice says behind it or instead of it. */
export function greetingIn(occasion: Occasion, { boxes, directory }: Pick<Parts, 'boxes' | 'directory'>) {
  const { owner, name, language, activity, text, note, busy, mayWait } = occasion
  const box = boxes.of(owner)
  const { own, usual } = greetingFor(box, activity)
  const recorded = own ?? (text ? undefined : usual)
  const options = box.settings.sayOptions ? optionsFor(box.settings.options, activity) : []
  const say = sentences[language]
  const choices = options.map(({ digit, to }) => say.option(digit, nameOf(to, owner.organisation, directory)))
  const digit = mayWait ? waitDigit(box.settings.options, activity) : undefined
  const waits = digit === undefined ? undefined : say.wait(digit)
  const spoken = [recorded ? undefined : sentence(), waits, ...choices].filter(part => part !== undefined).join(' ')
  return { recorded, spoken }

  function sentence(): string {
    const whole = text ? text[language] : busy ? say.busy(name) : say.unanswered(name)
    return note === undefined ? whole : `${whole} ${/[.!?]$/.test(note) ? note : `${note}.`}`
  }
}

/** Those for every greeting, and those for this one, which take the place of the former at the same digit. */
export function optionsFor(options: readonly Option[], activity: string | undefined): readonly Option[] {
  const byDigit = new Map<string, Option>()
  for (const wanted of [always, activity]) {
    for (const option of options) if (option.activity === wanted) byDigit.set(option.digit, option)
  }
  return [...byDigit.values()].sort((a, b) => a.digit.localeCompare(b.digit))
}

/** What a caller presses who waits; undefined where the person has another use for it. */
export const waitDigit = (options: readonly Option[], activity: string | undefined): string | undefined =>
  optionsFor(options, activity).some(({ digit }) => digit === '5') ? undefined : '5'

/** As it is said: a colleague's or a number's name, else the number. */
export function nameOf(to: string, organisation: string, directory: Directory): string {
  const destination = directory.destination(to, organisation)
  if (!destination) return to
  return destination.kind === 'person' ? destination.person.name : destination.name
}
