/** Rooms by Janus's AudioBridge, with participants by plain RTP. https://janus.conf.meetecho.com/docs/audiobridge.html */
import { z } from 'zod'
import { HubError } from '../../../core/error.ts'
import type { Mixer, Place } from '../port.ts'
import { type Connection, connectJanus, type Handle } from './connection.ts'

export interface JanusOptions {
  /** Its WebSocket API listens on loopback. */
  readonly port: number
  readonly secret: string
  /** Milliseconds until a lost connection is tried again. */
  readonly retry?: number | undefined
}

/** The plugin's own numbers of what went wrong (janus_audiobridge.c). */
const noSuchRoom = 485
const roomExists = 486

const joined = z.object({ rtp: z.object({ ip: z.string(), port: z.number() }) })
const found = z.object({ exists: z.boolean() })
const listed = z.object({ participants: z.array(z.unknown()) })

const codeOf = (error: unknown) => (error instanceof HubError ? error.details.code : undefined)

export function janusMixer({ port, secret, retry = 1000 }: JanusOptions): Mixer {
  let connection: Connection | undefined
  let running = false
  let timer: NodeJS.Timeout | undefined
  const places = new Set<Place>()

  function connect(): void {
    if (!running) return
    connectJanus(`ws://127.0.0.1:${port}`, secret).then(
      made => {
        if (!running) return made.close()
        connection = made
        void made.gone.then(() => {
          connection = undefined
          again()
        })
      },
      () => again(),
    )
  }
  const again = () => {
    if (running) timer = setTimeout(connect, retry)
  }

  async function enter(handle: Handle, room: string, body: object): Promise<z.infer<typeof joined>> {
    const join = () => handle.ask({ request: 'join', room, ...body })
    // Asked first: Janus takes a try for a fault, and says so in its log.
    if (!found.parse(await handle.ask({ request: 'exists', room })).exists) await create(handle, room)
    try {
      return joined.parse(await join())
    } catch (error) {
      if (codeOf(error) !== noSuchRoom) throw error
    }
    // The last one left it meanwhile.
    await create(handle, room)
    return joined.parse(await join())
  }

  return {
    async join(room, { rtp, muted = false }) {
      const through = connection
      if (!through) throw new HubError('mixer.unavailable', 503, { reason: 'not connected' })
      const handle = await through.attach()
      try {
        const { ip, port } = await enter(handle, room, {
          muted,
          codec: 'pcma',
          // PCMA, every 20 ms. What comes from elsewhere isn't heard.
          rtp: { ip: rtp.address, port: rtp.port, payload_type: 8 },
        }).then(answer => answer.rtp)
        const place = placeIn(room, { handle, through, rtp: { address: ip, port } })
        places.add(place)
        void place.over.then(() => places.delete(place))
        return place
      } catch (error) {
        await handle.detach().catch(() => undefined) // Whoever couldn't join leaves nothing behind.
        throw error
      }
    },
    start() {
      running = true
      connect()
    },
    async stop() {
      running = false
      clearTimeout(timer)
      await Promise.all([...places].map(place => place.leave()))
      connection?.close()
    },
    connected: () => connection !== undefined,
  }
}

/** Whoever comes second finds the room there. */
async function create(handle: Handle, room: string): Promise<void> {
  try {
    await handle.ask({
      request: 'create',
      room,
      permanent: false,
      is_private: true,
      sampling_rate: 16_000,
      allow_rtp_participants: true,
      audiolevel_event: false,
      // Packets that are held back to put them in order, 20 ms each.
      default_prebuffering: 3,
    })
  } catch (error) {
    if (codeOf(error) !== roomExists) throw error
  }
}

interface Made {
  readonly handle: Handle
  readonly through: Connection
  readonly rtp: Place['rtp']
}

function placeIn(room: string, { handle, through, rtp }: Made): Place {
  const over = Promise.withResolvers<'left' | 'lost'>()
  void through.gone.then(() => over.resolve('lost'))
  // Somebody saw the room empty, and destroyed it as this one came in.
  handle.told(({ audiobridge }) => {
    if (audiobridge === 'destroyed') over.resolve('lost')
  })
  let leaving: Promise<void> | undefined

  async function leave(): Promise<void> {
    over.resolve('left')
    try {
      await handle.ask({ request: 'leave' })
      // A room costs a thread, and goes with the last one in it.
      const { participants } = listed.parse(await handle.ask({ request: 'listparticipants', room }))
      if (participants.length === 0) await handle.ask({ request: 'destroy', room })
      await handle.detach()
    } catch (error) {
      // Gone with its Janus, or with somebody who left at the same moment.
      if (!(error instanceof HubError)) throw error
    }
  }

  return {
    rtp,
    async mute(muted) {
      await handle.ask({ request: 'configure', muted })
    },
    leave() {
      leaving ??= leave()
      return leaving
    },
    over: over.promise,
  }
}
