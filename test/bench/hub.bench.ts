/**
 * A whole hub (facts, rules, traces and log written) at 500 calls a second, and as many as it can: from question to verdict, with
 * 100,000 rules over 1,000 people, beside the same hub with none but the standard's. Telephony is in memory.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { openHub } from '../../config/compose.ts'
import { readEnvironment } from '../../config/environment.ts'
import { plugins } from '../../config/plugins.ts'
import { fakeMail } from '../../connectors/mail/fake.ts'
import { mail } from '../../connectors/mail/port.ts'
import { fakeMedia } from '../../connectors/media/fake.ts'
import { media } from '../../connectors/media/port.ts'
import { fakeSpeech } from '../../connectors/speech/fake.ts'
import { speech } from '../../connectors/speech/port.ts'
import { type FakeTelephony, fakeTelephony } from '../../connectors/telephony/fake.ts'
import { telephony } from '../../connectors/telephony/port.ts'
import { fakeVoice } from '../../connectors/voice/fake.ts'
import { voice } from '../../connectors/voice/port.ts'
import { type PortMap, provide } from '../../core/plugins.ts'
import { freeLoopbackPort } from '../harness/free-ports.ts'
import { company, domain, workers } from './company.ts'
import { ms, perSecond, quantiles, table } from './figures.ts'

const pace = 500
const source = { kind: 'trunk', address: '127.0.0.1' } as const
const caller = { number: '+46701740607', hidden: false }

/** One call, from the question to its end; gives the time to the verdict. */
async function call(phones: FakeTelephony, at: number): Promise<number> {
  const worker = workers[at % workers.length]
  if (!worker) throw new Error('nobody works here')
  const callId = `bench-${at}`
  const began = performance.now()
  const verdict = await phones.ask({ callId, source, caller, dialled: worker.number })
  const took = performance.now() - began
  if (verdict.verb !== 'ring') throw new Error(`${worker.short}: ${verdict.verb}`)
  const extension = `${worker.short}@${domain}`
  phones.emit({ kind: 'ringing', callId, extension })
  phones.emit({ kind: 'answered', callId, from: caller.number, to: extension })
  phones.emit({ kind: 'ended', callId, seconds: 1, by: 'caller' })
  return took
}

async function measured(rules: number): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-bench-'))
  await company(folder, rules)
  const phones = fakeTelephony()
  const ports: PortMap = new Map()
  provide(ports, telephony, phones)
  provide(ports, media, fakeMedia())
  provide(ports, speech, fakeSpeech({ folder }))
  provide(ports, voice, fakeVoice())
  provide(ports, mail, fakeMail())
  const environment = readEnvironment({
    SVARA_DATA: folder,
    SVARA_HTTP_PORT: String(await freeLoopbackPort()),
    SVARA_TELEPHONY: 'off',
  })
  const hub = await openHub({ environment, log: pino({ level: 'warn' }), plugins, ports })
  try {
    for (const { short } of workers) phones.register(`${short}@${domain}`)
    let next = 0
    for (; next < 3000; next += 1) await call(phones, next)

    const began = performance.now()
    const paced: Promise<number>[] = []
    while (paced.length < pace * 8) {
      const due = Math.floor(((performance.now() - began) * pace) / 1000)
      while (paced.length < due) paced.push(call(phones, next++))
      await pause(1)
    }
    const { p50, p99, most } = quantiles(await Promise.all(paced))

    const full = performance.now()
    const many = 8000
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let nth = 0; nth < many / 20; nth += 1) await call(phones, next++)
      }),
    )
    const rate = many / ((performance.now() - full) / 1000)
    return [rules.toLocaleString('en'), ms(p50), ms(p99), ms(most), perSecond(rate)]
  } finally {
    await hub.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

export async function bench(): Promise<void> {
  const rows = [await measured(0), await measured(100_000)]
  table(["people's own rules", `verdict p50 at ${pace}/s`, 'p99', 'most', 'at most'], rows)
}
