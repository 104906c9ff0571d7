/** Radicale, a CalDAV and CardDAV server of the tests' own, and a program that writes into it: plain HTTP, and nothing of ours. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freeLoopbackPort } from './free-ports.ts'

export interface Radicale {
  readonly port: number
  /** "http://127.0.0.1:5232/". */
  readonly url: string
  readonly user: string
  readonly password: string
  /** `name` as in "work", in her home. */
  makeCalendar(name: string, title: string): Promise<void>
  makeBook(name: string, title: string): Promise<void>
  /** iCalendar or vCard, as one item of that calendar or book. Throws what the server says to it. */
  put(collection: string, item: string, text: string): Promise<void>
  remove(collection: string, item: string): Promise<void>
  stop(): Promise<void>
}

export async function startRadicale({ user = 'anna', password = 'lösen ord' } = {}): Promise<Radicale> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-radicale-'))
  const port = await freeLoopbackPort(['tcp'])
  await mkdir(join(folder, 'collections'))
  await writeFile(join(folder, 'users'), `${user}:${password}\n`)
  const config = [
    ...['[server]', `hosts = 127.0.0.1:${port}`],
    ...['[auth]', 'type = htpasswd', `htpasswd_filename = ${folder}/users`, 'htpasswd_encryption = plain', 'delay = 0'],
    ...['[storage]', `filesystem_folder = ${folder}/collections`],
    ...['[web]', 'type = none', '[logging]', 'level = info'],
  ]
  await writeFile(join(folder, 'config'), `${config.join('\n')}\n`)
  const args = ['--pdeathsig', 'KILL', '--', 'radicale', '--config', join(folder, 'config')]
  const child = spawn('setpriv', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const url = `http://127.0.0.1:${port}/`
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000)
      if (said.includes('server ready')) resolve()
    })
    child.on('error', reject)
    child.on('exit', code => reject(new Error(`radicale ended with ${code}: ${said}`)))
  })

  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  async function send(method: string, path: string, type: string, body?: string): Promise<void> {
    const headers = { authorization, 'content-type': type }
    const answer = await fetch(new URL(path, url), { method, headers, ...(body !== undefined && { body }) })
    if (!answer.ok) throw new Error(`radicale says ${answer.status} to ${method} ${path}: ${await answer.text()}`)
    await answer.arrayBuffer()
  }
  return {
    ...{ port, url, user, password },
    makeCalendar(name, title) {
      const props = `<d:displayname>${title}</d:displayname><ca:calendar-color>#3A6EA5FF</ca:calendar-color>`
      const spaces = 'xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:d="DAV:" xmlns:ca="http://apple.com/ns/ical/"'
      const body = `<c:mkcalendar ${spaces}><d:set><d:prop>${props}</d:prop></d:set></c:mkcalendar>`
      return send('MKCALENDAR', `${user}/${name}/`, 'application/xml', body)
    },
    makeBook(name, title) {
      const type = '<d:resourcetype><d:collection /><cr:addressbook /></d:resourcetype>'
      const props = `${type}<d:displayname>${title}</d:displayname>`
      const spaces = 'xmlns:cr="urn:ietf:params:xml:ns:carddav" xmlns:d="DAV:"'
      const body = `<d:mkcol ${spaces}><d:set><d:prop>${props}</d:prop></d:set></d:mkcol>`
      return send('MKCOL', `${user}/${name}/`, 'application/xml', body)
    },
    put(collection, item, text) {
      const type = text.startsWith('BEGIN:VCARD') ? 'text/vcard' : 'text/calendar'
      return send('PUT', `${user}/${collection}/${item}`, `${type}; charset=utf-8`, text)
    },
    remove: (collection, item) => send('DELETE', `${user}/${collection}/${item}`, 'text/plain'),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const exit = once(child, 'exit')
        child.kill('SIGKILL')
        await exit
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}
