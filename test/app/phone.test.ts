/** The app as a phone, on one stack and with one browser for all of it. Needs: calls, phone. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'vitest'
import { devices } from './phone/devices.ts'
import { endings } from './phone/endings.ts'
import { oneCall } from './phone/one-call.ts'
import { pictures } from './phone/pictures.ts'
import { severalCalls } from './phone/several-calls.ts'
import { usePhones } from './phone/stage.ts'
import { transfers } from './phone/transfers.ts'

const stage = usePhones()
const isThere = (plugin: string) => existsSync(join(import.meta.dirname, '../../plugins', plugin))

describe('one call', () => {
  oneCall(stage)
})
describe('several calls', () => {
  severalCalls(stage)
})
describe('devices', () => {
  devices(stage)
})
describe('pictures', () => {
  pictures(stage)
})
describe.runIf(isThere('transfer'))('transfers', () => {
  transfers(stage)
})
// Last: the hub is killed.
describe('endings', () => {
  endings(stage)
})
