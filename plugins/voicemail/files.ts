/** Where sound is kept: below the plugin's folder, by organisation and person, each file named by an id. */
import { mkdir, rm } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'

export interface Owner {
  readonly organisation: string
  readonly person: string
}

export interface Files {
  /** A message as it is heard, or as the voice agent records it. */
  message(owner: Owner, id: string, form: 'mp3' | 'wav'): string
  /** A message as its caller hears it before sending it. */
  draft(owner: Owner, id: string): string
  greeting(owner: Owner, id: string, form: 'mp3' | 'wav'): string
  /** What is said by everybody's voicemail. */
  readonly prompts: string
}

/** Ids are ours, and yet nothing but an id may ever name a file. */
const safe = (id: string): string => {
  if (!/^[\w-]{1,64}$/.test(id)) throw new Error('no id for a file')
  return id
}

export function filesIn(folder: string): Files {
  const file = (kind: string) => (owner: Owner, id: string, form: 'mp3' | 'wav') =>
    join(folder, kind, safe(owner.organisation), safe(owner.person), `${safe(id)}.${form}`)
  const message = file('messages')
  return {
    message,
    draft: (owner, id) => message(owner, `${id}-draft`, 'mp3'),
    greeting: file('greetings'),
    prompts: join(folder, 'prompts'),
  }
}

/** The id that a recording's file is named by. */
export const idOf = (file: string): string => basename(file, extname(file))

export const folderFor = (file: string): Promise<unknown> => mkdir(dirname(file), { recursive: true, mode: 0o700 })

export const gone = (file: string): Promise<void> => rm(file, { force: true })
