/** A SIP client that isn't ours, with sound: baresip (Debian's baresip-core), as a phone or as a caller from the public network. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { netstring, netstringReader } from '../../connectors/telephony/kamailio/netstring.ts'
import { freeLoopbackPort, freeLoopbackRow } from './free-ports.ts'
import type { Device } from './phones.ts'
import type { Samples } from './sound.ts'

export interface BaresipOptions {
  /** Where its calls and its registration go: a port of the stack under test. */
  readonly server: number
  /** A phone, which registers; or the number it calls from, on a trunk. */
  readonly as: Device | string
  /** Answers by itself. */
  readonly answers?: boolean
  /** Where it listens; a free port unless given. */
  readonly port?: number
  /** Hz of the tone it sends. */
  readonly tone?: number
  /** Sends it so much more quietly, in dB: where many are mixed, they would be clipped. For two minutes. */
  readonly quieter?: number
  /** Signalling over TLS, to that port, and SRTP with the keys of RFC 4568. */
  readonly secure?: boolean
}

/** As in { type: 'CALL_CLOSED', param: '480 Temporarily Unavailable' }. */
export interface BaresipEvent {
  readonly type: string
  readonly param: string
}

export interface Baresip {
  dial(uri: string): void
  hangUp(): void
  /** On the keys, while it talks (RFC 4733). */
  press(digits: string): void
  /** Hands its call on (REFER, RFC 3515). */
  transfer(uri: string): void
  /** The first such event, past or to come. Rejects when it ends without one. */
  event(
    type: 'REGISTERED' | 'CALL_RINGING' | 'CALL_PROGRESS' | 'CALL_ESTABLISHED' | 'CALL_CLOSED',
  ): Promise<BaresipEvent>
  /** Resolves when its only call has had it hear so many seconds of sound. */
  hearing(seconds: number): Promise<void>
  events(): readonly BaresipEvent[]
  /** Digits that the other side has pressed (RFC 4733). */
  pressed(): string
  /** Whether it says that its sound is encrypted (SRTP). */
  isEncrypted(): boolean
  /** WAV of what its only call had it hear, decoded. Resolves when the call is over and the file whole. */
  heard(): Promise<string>
  /** The last seconds of it, while the call goes on. */
  lastHeard(seconds: number): Promise<Samples>
  stop(): Promise<void>
  /** As when somebody pulls the plug. */
  die(): Promise<void>
}

const running = new Set<Baresip>()

/** All that are left; for the end of a test file. */
export async function stopAllBaresips(): Promise<void> {
  await Promise.all([...running].map(one => one.stop()))
}

/** Resolves when it is ready. */
export async function baresip(options: BaresipOptions): Promise<Baresip> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-baresip-'))
  const control = await freeLoopbackPort(['tcp'])
  await Promise.all([
    settings(folder, control, options).then(text => writeFile(join(folder, 'config'), text)),
    writeFile(join(folder, 'accounts'), `${account(options)}\n`),
    writeFile(join(folder, 'contacts'), ''),
  ])
  // It dies with the test, however that ends.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', 'baresip', '-4', '-f', folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const exit = once(child, 'exit')
  const said: string[] = []
  const events: BaresipEvent[] = []
  const waiting = new Set<(over: boolean) => void>()
  const happened = (event: BaresipEvent) => {
    events.push(event)
    for (const check of waiting) check(false)
  }
  await new Promise<void>((resolve, reject) => {
    createInterface(child.stdout).on('line', line => {
      said.push(line)
      if (line.includes('baresip is ready')) resolve()
      // It may have registered before anybody could listen to its events.
      if (/ 200 OK .*\[\d+ binding/.test(line)) happened({ type: 'REGISTERED', param: '' })
    })
    child.once('exit', () => reject(new Error(`baresip ended: ${said.join('\n')}`)))
    child.once('error', reject)
  })
  const socket = connect(control, '127.0.0.1')
  await once(socket, 'connect')
  follow(socket, happened)
  const order = (command: string, params = '') => socket.write(netstring(JSON.stringify({ command, params })))

  async function over() {
    await exit
    socket.destroy()
    for (const check of waiting) check(true)
    running.delete(self)
    await rm(folder, { recursive: true, force: true })
  }
  const self: Baresip = {
    dial: uri => void order('dial', uri),
    hangUp: () => void order('hangup'),
    press: digits => void order('sndcode', digits),
    transfer: uri => void order('transfer', uri),
    event(type) {
      const found = Promise.withResolvers<BaresipEvent>()
      const check = (over: boolean) => {
        const event = events.find(one => one.type === type)
        if (!event && !over) return
        waiting.delete(check)
        if (event) found.resolve(event)
        else found.reject(new Error(`baresip ended without ${type}:\n${said.slice(-40).join('\n')}`))
      }
      waiting.add(check)
      check(child.exitCode !== null || child.signalCode !== null)
      return found.promise
    },
    events: () => events,
    pressed: () =>
      events
        .filter(({ type }) => type === 'CALL_DTMF_START')
        .map(({ param }) => param)
        .join(''),
    isEncrypted: () => said.some(line => /srtp: .*SRTP is Enabled/i.test(line)),
    hearing: seconds =>
      changing(folder, async () => {
        const [file] = (await readdir(folder)).filter(isHeard)
        // 16 bits, 8 kHz, behind a header.
        return file !== undefined && (await stat(join(folder, file))).size > seconds * 16_000 + 100
      }),
    async heard() {
      const files = (await readdir(folder)).filter(isHeard)
      const [file] = files
      if (!file || files.length > 1) throw new Error(`${files.length} recordings:\n${said.slice(-40).join('\n')}`)
      await changing(folder, async () => isWhole(await readFile(join(folder, file))))
      return join(folder, file)
    },
    async lastHeard(seconds) {
      // A re-INVITE begins another file, named by the second that it came in.
      const files = (await readdir(folder)).filter(isHeard).map(name => join(folder, name))
      const times = await Promise.all(files.map(async file => (await stat(file)).mtimeMs))
      const newest = files[times.indexOf(Math.max(...times))]
      if (newest === undefined) throw new Error('nothing was recorded')
      // 16 bits, 8 kHz, behind a header that has no length yet.
      const written = await readFile(newest)
      const sound = written.subarray(Math.max(44, (written.length - seconds * 16_000) & ~1))
      const samples = Int16Array.from({ length: sound.length >> 1 }, (_, at) => sound.readInt16LE(at * 2))
      return { samples, rate: 8000 }
    },
    async stop() {
      // It takes its registration back first.
      order('quit')
      const patience = setTimeout(() => child.kill('SIGKILL'), 3000)
      await over()
      clearTimeout(patience)
    },
    async die() {
      child.kill('SIGKILL')
      await over()
    },
  }
  running.add(self)
  return self
}

const isHeard = (name: string) => name.endsWith('-dec.wav')

/** A WAV's header has its length when the file is closed, and not before. */
const isWhole = (wav: Buffer) => wav.length > 44 && wav.readUInt32LE(4) === wav.length - 8

/** Resolves when what is in the folder is as it should be, now or after a change to it. */
async function changing(folder: string, isSo: () => Promise<boolean>): Promise<void> {
  const done = Promise.withResolvers<void>()
  let looking = Promise.resolve()
  const look = () => {
    looking = looking.then(isSo).then(yes => {
      if (yes) done.resolve()
    }, done.reject)
  }
  const watcher = watch(folder, look)
  look()
  await done.promise.finally(() => watcher.close())
}

/** https://github.com/baresip/baresip/wiki/Configuration. Its tone generator knows two channels at 48 kHz only. */
async function settings(
  folder: string,
  control: number,
  { tone = 440, quieter, port }: BaresipOptions,
): Promise<string> {
  const media = await freeLoopbackRow(9)
  const source = quieter === undefined ? loudly(tone) : await fromFile(join(folder, 'tone.wav'), tone, quieter)
  return [
    // It takes the next port too, for TLS.
    `sip_listen 127.0.0.1:${port ?? (await freeLoopbackRow(2))}`,
    'net_interface 127.0.0.1',
    `rtp_ports ${media}-${media + 8}`,
    ...source,
    `snd_path ${folder}`,
    `ctrl_tcp_listen 127.0.0.1:${control}`,
    'module_path /usr/lib/baresip/modules',
    ...['g711', 'ausine', 'aufile', 'sndfile', 'ctrl_tcp', 'srtp'].map(name => `module ${name}.so`),
    'module_tmp account.so',
    'module_app menu.so',
    '',
  ].join('\n')
}

const loudly = (tone: number) => [`audio_source ausine,${tone}`, 'ausrc_srate 48000', 'ausrc_channels 2']

async function fromFile(file: string, tone: number, quieter: number): Promise<readonly string[]> {
  const synth = ['synth', '120', 'sine', String(tone), 'gain', String(-quieter)]
  await promisify(execFile)('sox', ['-V1', '-n', '-r', '8000', '-c', '1', '-b', '16', file, ...synth])
  return [`audio_source aufile,${file}`, 'ausrc_srate 8000', 'ausrc_channels 1']
}

function account({ server, as, answers = false, secure = false }: BaresipOptions): string {
  const codec = 'audio_codecs=pcma/8000/1'
  const mode = answers ? ';answermode=auto' : ''
  const outbound = secure
    ? `outbound="sip:127.0.0.1:${server};transport=tls";mediaenc=srtp`
    : `outbound="sip:127.0.0.1:${server}"`
  if (typeof as === 'string') return `<sip:${as}@127.0.0.1>;regint=0;${outbound};${codec}${mode}`
  const { user, domain, authName, secret } = as
  const at = secure ? `${domain};transport=tls` : domain
  return `<sip:${user}@${at}>;auth_user=${authName};auth_pass=${secret};regint=120;${outbound};${codec}${mode}`
}

function follow(socket: Socket, tell: (event: BaresipEvent) => void): void {
  const read = netstringReader(100_000)
  socket.on('error', () => {})
  socket.on('data', chunk => {
    for (const text of read(chunk)) {
      const message: unknown = JSON.parse(text)
      if (typeof message !== 'object' || message === null || !('event' in message) || !('type' in message)) continue
      tell({ type: String(message.type), param: 'param' in message ? String(message.param) : '' })
    }
  })
}
