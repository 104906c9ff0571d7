/**
 * What tests of the whole hub use of the plugins' contracts, by name: the harness compiles without plugins that a hub may be without.
 * A test that needs one says so (needs.ts).
 */
import type { LiveDefinition, Method, RouteDefinition } from '../../core/define.ts'
import { contractValues } from './cases.ts'

const { values } = await contractValues()
const isA = (value: unknown, kind: string, names: object): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries({ kind, ...names }).every(([name, wanted]) => Reflect.get(value, name) === wanted)

/** Where nobody declares it, the hub knows no such route either, and says 404. */
const route = <Input, Output>(method: Method, path: string) =>
  (values.find(value => isA(value, 'route', { method, path })) ?? { method, path }) as RouteDefinition<Input, Output>
const live = <State>(name: string) =>
  (values.find(value => isA(value, 'live', { name })) ?? { name }) as LiveDefinition<State>

export interface CallEntry {
  readonly id: string
  readonly startedAt: string
  readonly endedAt?: string
  readonly direction: 'incoming' | 'outgoing'
  readonly other: { readonly name?: string; readonly number?: string; readonly hidden: boolean }
  readonly outcome?: string
}

export interface Explained {
  readonly id: string
  readonly outcome: string
  readonly tried: readonly {
    readonly rule: string
    readonly outcome: string
    readonly sentence: string
    readonly title: string
    readonly scopeName: string
    readonly reason: string
  }[]
  readonly saw: readonly { readonly what: string; readonly value: string }[]
  readonly notNeeded: number
}

export const callLog = route<{ limit: number }, { calls: readonly CallEntry[] }>('GET', '/calls')
export const whyCall = route<{ id: string; language?: 'sv' | 'en' }, { decisions: readonly Explained[] }>(
  'GET',
  '/calls/:id/why',
)
export const whyCallData = route<{ id: string }, { decisions: readonly unknown[] }>('GET', '/calls/:id/why/data')
interface TriedCourse {
  readonly told: Pick<Explained, 'tried'>
}
/** Where rules may be tried. */
export const tryRules = route<
  { trial: string; fields: Record<string, { number: string }>; states: readonly never[]; facts: readonly never[] },
  { course: TriedCourse }
>('POST', '/rules/try')
export const setMyActivity = route<{ activity: string }, unknown>('PUT', '/activity')
export const lines = live<{ lines: Record<string, string>; reachable: Record<string, true> }>('calls.lines')
