/** What the lamps of phones must show, whatever is behind the port. */
import { expect, test } from 'vitest'
import type { Line, MessagesWaiting, Telephony } from './port.ts'

/** Resolves, with that, when just that is shown. */
export interface Shown<Value> {
  shows(value: Value): Promise<Value>
}

export interface LampBench {
  readonly telephony: Telephony
  readonly domain: string
  register(extension: string): Promise<void>
  /** A registered extension's phone watches that line. */
  lamp(at: string, whose: string): Promise<Shown<Line>>
  /** A registered extension's phone shows its messages: one that asks for them, or one that is told all the same. */
  messages(at: string, asks: boolean): Promise<Shown<MessagesWaiting>>
}

export function lampConformance(bench: () => LampBench) {
  const at = (user: string) => `${user}@${bench().domain}`

  test('a lamp shows a line as it was, as it changes, and idle where nothing was said', async () => {
    await bench().register(at('1001'))
    bench().telephony.showLine(at('1002'), 'in-call')
    const lamp = await bench().lamp(at('1001'), at('1002'))
    expect(await lamp.shows('in-call')).toEqual('in-call')
    bench().telephony.showLine(at('1002'), 'idle')
    expect(await lamp.shows('idle')).toEqual('idle')
    const other = await bench().lamp(at('1001'), at('1003'))
    expect(await other.shows('idle')).toEqual('idle')
    bench().telephony.showLine(at('1003'), 'ringing')
    bench().telephony.showLine(at('1003'), 'in-call')
    expect(await other.shows('in-call')).toEqual('in-call')
    bench().telephony.showLine(at('1003'), 'idle')
    expect(await other.shows('idle')).toEqual('idle')
  })

  test.each([true, false])('messages that wait are shown (a phone that asks: %s)', async asks => {
    await bench().register(at('1002'))
    bench().telephony.showMessages(at('1002'), { new: 1, old: 2 })
    const lamp = await bench().messages(at('1002'), asks)
    expect(await lamp.shows({ new: 1, old: 2 })).toEqual({ new: 1, old: 2 })
    bench().telephony.showMessages(at('1002'), { new: 0, old: 3 })
    expect(await lamp.shows({ new: 0, old: 3 })).toEqual({ new: 0, old: 3 })
  })
}
