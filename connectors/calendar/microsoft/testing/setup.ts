/** Somebody who has linked her calendars in the stand-in for Microsoft 365. */
import { randomUUID } from 'node:crypto'
import type { Event } from '@microsoft/microsoft-graph-types'
import type { Grant } from '../../port.ts'
import { microsoftCalendar } from '../index.ts'
import { type GraphServer, graphServer, mainCalendar } from './graph-server.ts'
import { written } from './written.ts'

export const anna = 'anna@norrsken.example'
/** RFC 7636 appendix B. */
export const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
export const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
export const redirect = 'https://svara.norrsken.example/linked'

/** The company that lets the application in. */
export const tied = { organisation: 'norrsken', domains: ['norrsken.example'] }

export async function linked() {
  const server = await graphServer()
  const vendor = microsoftCalendar({ ...server.options, tied })
  server.calendars.set(anna, server.standardCalendars)
  server.deliverTo(notification => vendor.notified?.(notification) ?? { status: 404, hints: [] })
  const { code } = server.identity.consent(vendor.consent?.address({ redirect, state: 's', challenge }) ?? '', anna)
  const grant: Grant = (await vendor.consent?.redeem({ redirect, code, verifier })) ?? { account: '', secret: {} }
  return { server, vendor, grant }
}

/** As Graph has it. */
export function put(server: GraphServer, event: Event): void {
  const [plain] = written({ key: randomUUID(), start: '2026-10-09T13:30:00', end: '2026-10-09T14:30:00' })
  server.events.push({ key: event.id ?? '', calendar: mainCalendar, event: { ...plain, ...event } })
}
