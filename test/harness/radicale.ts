/** Radicale, a CalDAV and CardDAV server of the tests' own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DavClient, davClient } from './dav-client.ts'
import { freeLoopbackPort } from './free-ports.ts'

export interface Radicale extends DavClient {
  readonly port: number
  /** "http://127.0.0.1:5232/". */
  readonly url: string
  readonly user: string
  readonly password: string
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

  return {
    ...{ port, url, user, password },
    ...davClient(`${url}${encodeURIComponent(user)}/`, user, password),
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
