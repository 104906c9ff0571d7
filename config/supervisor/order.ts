import { HubError } from '../../core/error.ts'
import type { Child } from './child.ts'

/** What has been said so far, by child: `said.get('hub')` has 'migrated'. */
export type Said = ReadonlyMap<string, ReadonlySet<string>>

export const mayStart = ({ after }: Child, said: Said): boolean =>
  after === undefined || said.get(after.child)?.has(after.says) === true

/** Throws HubError `supervisor.children` where two have one name, or one would wait for ever. */
export function checkChildren(children: readonly Child[]): void {
  const names = new Set(children.map(({ name }) => name))
  if (names.size < children.length) throw new HubError('supervisor.children', 500, { why: 'two have the same name' })
  const settled = new Set(children.filter(({ after }) => !after).map(({ name }) => name))
  for (let found = settled.size, before = -1; found > before; ) {
    before = found
    for (const { name, after } of children) if (after && settled.has(after.child)) settled.add(name)
    found = settled.size
  }
  const stuck = children.filter(({ name }) => !settled.has(name)).map(({ name }) => name)
  if (stuck.length) throw new HubError('supervisor.children', 500, { why: `${stuck.join(', ')} would wait for ever` })
}
