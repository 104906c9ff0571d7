/** The one place where it is decided who may do what. */
import { type Allow, type Plan, type Role, roles } from '../define.ts'
import { HubError } from '../error.ts'
import type { Who } from '../hub.ts'

/** Which plans have a feature, as the plugins declare it. */
export type Features = Readonly<Record<string, readonly Plan[]>>

/** Why not: the code of the error to give. Undefined means: go on. */
export type Refusal = 'access.sign-in' | 'access.forbidden' | 'access.plan'

export function refusal(allow: Allow, who: Who | undefined, features: Features): Refusal | undefined {
  if (allow === 'anyone') return undefined
  if (!who) return 'access.sign-in'
  const { role, feature } = typeof allow === 'string' ? { role: allow, feature: undefined } : allow
  if (!hasRole(who.role, role)) return 'access.forbidden'
  // A feature that no plugin declares is nobody's.
  if (feature === undefined) return undefined
  const plans = Object.hasOwn(features, feature) ? features[feature] : undefined
  return plans?.includes(who.plan) ? undefined : 'access.plan'
}

export const may = (allow: Allow, who: Who | undefined, features: Features): boolean =>
  refusal(allow, who, features) === undefined

/** Throws HubError `access.sign-in` (401), `access.forbidden` or `access.plan` (403). */
export function mustBeAllowed(allow: Allow, who: Who | undefined, features: Features): void {
  const code = refusal(allow, who, features)
  if (code) throw new HubError(code, code === 'access.sign-in' ? 401 : 403)
}

/** The features that a plan gives. */
export const featuresOf = (plan: Plan, features: Features): string[] =>
  Object.keys(features).filter(feature => features[feature]?.includes(plan))

// A role that isn't in the list has index -1, and must never count as enough or be enough.
function hasRole(has: Role, needed: Role): boolean {
  const level = roles.indexOf(needed)
  return level >= 0 && roles.indexOf(has) >= level
}
