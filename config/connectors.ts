/** Which real systems stand behind the ports of this hub. */
import { join } from 'node:path'
import type { Logger } from 'pino'

import { calendar } from '../connectors/calendar/port.ts'

import { addressBooks } from '../connectors/contacts/port.ts'

import { mail } from '../connectors/mail/port.ts'
import { media } from '../connectors/media/port.ts'
import { rtpengineMedia } from '../connectors/media/rtpengine/index.ts'
import { coturnRelay } from '../connectors/relay/coturn/index.ts'
import { relay } from '../connectors/relay/port.ts'
import { espeakSpeech } from '../connectors/speech/espeak/index.ts'
import { speech } from '../connectors/speech/port.ts'
import { absentTelephony } from '../connectors/telephony/absent.ts'
import { kamailioTelephony } from '../connectors/telephony/kamailio/index.ts'
import { phoneDoors, telephony } from '../connectors/telephony/port.ts'
import { absentVoice } from '../connectors/voice/absent.ts'
import { voiceAgents } from '../connectors/voice/agents/index.ts'
import { voice } from '../connectors/voice/port.ts'
import { type PortMap, provide } from '../core/plugins.ts'
import { addressBooksOf } from './address-books.ts'
import { calendars } from './calendars.ts'
import type { Environment } from './environment.ts'
import { mailOf } from './mail.ts'

const loopback = '127.0.0.1'

export function connectors(environment: Environment, log: Logger): PortMap {
  const { inside, telephony: mode, telephonyReason, data } = environment
  const ports: PortMap = new Map()
  const { evapi, kamailioHttp, ng } = inside
  const absent = mode === 'off' || evapi === undefined || kamailioHttp === undefined
  provide(
    ports,
    telephony,
    absent
      ? absentTelephony(telephonyReason ?? 'off')
      : kamailioTelephony({ evapiPort: evapi, httpPort: kamailioHttp, trunkDoors: trunkDoors(environment), log }),
  )
  const { sipPort, tlsPort, tls } = environment
  provide(ports, phoneDoors, { sipPort, tls: { port: tlsPort, trusted: tls !== undefined } })
  provide(ports, media, rtpengineMedia({ host: loopback, port: ng ?? 0 }))
  provide(ports, relay, coturnRelay(environment.turn))
  provide(ports, speech, espeakSpeech({ folder: join(data, 'prompts') }))
  provide(
    ports,
    voice,
    absent || !inside.voice
      ? absentVoice(telephonyReason ?? 'no voice agent')
      : voiceAgents({ ports: inside.voice, log }),
  )
  provide(ports, mail, mailOf(environment))
  provide(ports, calendar, calendars(environment))
  provide(ports, addressBooks, addressBooksOf(environment))
  return ports
}

const trunkDoors = ({ listen, trunkPort, tlsPort }: Environment) => {
  const host = listen.includes(':') ? `[${listen}]` : listen
  return { udp: `${host}:${trunkPort}`, tcp: `${host}:${trunkPort}`, tls: `${host}:${tlsPort}` }
}
