/** Versions of a rule set, the draft of the next one, and how it comes into force. */
import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'
import { ruleOwnerSchema as owner, ruleSetSchema } from './sets.ts'

export type OwnerAsked = z.infer<typeof owner>

/** Words of whoever did it; in both languages where a screen's own button did. */
const why = z.union([z.string(), z.object({ sv: z.string(), en: z.string() })])
const reason = z.string().trim().max(500).default('')

const version = z.object({
  /** What a decision names: `Tried.version`. */
  id: z.string(),
  /** From 1, without gaps, for each owner. */
  number: z.number().int(),
  at: z.iso.datetime(),
  /** Id of the person; none: the service itself, as when it was set up. */
  by: z.string().optional(),
  /** Who that is, while the person is there. */
  byName: z.string().optional(),
  why: why.optional(),
  /** Number of the version that it brought back. */
  like: z.number().int().optional(),
  rules: z.number().int(),
})
/** A version in the list: who made it, when, and why. It never changes. */
export type VersionEntry = z.infer<typeof version>

const draft = z.object({
  /** Counts up with every change, from 1. */
  revision: z.number().int(),
  /** Number of the version that it was begun from; 0 where there was none. */
  base: z.number().int(),
  set: ruleSetSchema,
  /** Id of whoever changed it last. */
  by: z.string(),
  byName: z.string().optional(),
  at: z.iso.datetime(),
})
export type Draft = z.infer<typeof draft>

const scheduled = z.object({
  at: z.iso.datetime(),
  by: z.string(),
  byName: z.string().optional(),
  why: z.string(),
  base: z.number().int(),
  set: ruleSetSchema,
  /** Its time came and it could not be published: the code of the error. */
  failed: z.string().optional(),
})
/** A set that comes into force by itself. A draft that is changed meanwhile doesn't change it. */
export type Scheduled = z.infer<typeof scheduled>

export const readRules = defineRoute({
  method: 'GET',
  path: '/rules/:scope/:owner',
  input: owner,
  output: z.object({
    /** None: nobody ever wrote any. */
    version: version.optional(),
    /** In force. */
    set: ruleSetSchema,
    draft: draft.optional(),
    scheduled: scheduled.optional(),
  }),
  allow: 'member',
  say: 'The rules of an owner: those in force, the draft of the next version, and what is to come into force by itself.',
})
export type OwnRules = z.infer<typeof readRules.output>

export const saveDraft = defineRoute({
  method: 'PUT',
  path: '/rules/:scope/:owner/draft',
  input: owner.extend({
    /** Of the draft that it was made from; 0: there was none. */
    revision: z.number().int().min(0),
    base: z.number().int().min(0),
    set: ruleSetSchema,
  }),
  output: draft,
  allow: 'member',
  say: 'Keeps a draft. 409 `rules.draft-changed` where somebody else did so meanwhile; `details.draft` is theirs, or null where it is gone.',
})

export const discardDraft = defineRoute({
  method: 'DELETE',
  path: '/rules/:scope/:owner/draft',
  input: owner.extend({ revision: z.coerce.number().int().min(0) }),
  output: z.void(),
  allow: 'member',
  say: 'Throws a draft away. The same 409.',
})

/** A finding that stops publishing, as it is told of in `details.stops` of 409 `rules.stopped`. */
export const stopSchema = z.object({
  /** Key of the words. */
  code: z.string(),
  /** Name of the rule, where it is one rule's. */
  rule: z.string().optional(),
  /** Path in the set, "rules.3.conditions.all.0.fact". */
  field: z.string().optional(),
  say: z.object({ sv: z.string(), en: z.string() }),
})
export type Stop = z.infer<typeof stopSchema>

export const publishDraft = defineRoute({
  method: 'POST',
  path: '/rules/:scope/:owner/publish',
  input: owner.extend({
    revision: z.number().int().min(1),
    why: reason,
    /** None: now. */
    at: z.iso.datetime().optional(),
  }),
  output: z.object({ version: version.optional(), scheduled: scheduled.optional() }),
  allow: 'member',
  say: 'Puts the draft into force, now or later. 409: `rules.draft-changed`; `rules.overtaken`, others are in force than it was begun from; `rules.stopped` with `details.stops`.',
})

export const cancelPublication = defineRoute({
  method: 'DELETE',
  path: '/rules/:scope/:owner/scheduled',
  input: owner,
  output: z.void(),
  allow: 'member',
  say: 'What was to come into force by itself does not. It becomes the draft where there is none.',
})

export const listVersions = defineRoute({
  method: 'GET',
  path: '/rules/:scope/:owner/versions',
  input: owner.extend({ before: z.coerce.number().int().optional() }),
  /** The newest first, 50 at a time. */
  output: z.object({ versions: z.array(version), more: z.boolean() }),
  allow: 'member',
  say: 'The versions of an owner’s rules; `before` a number for older ones.',
})

export const readVersion = defineRoute({
  method: 'GET',
  path: '/rules/:scope/:owner/versions/:number',
  input: owner.extend({ number: z.coerce.number().int() }),
  output: z.object({ version, set: ruleSetSchema }),
  allow: 'member',
  say: 'The rules as they were at a version.',
})

export const findVersion = defineRoute({
  method: 'GET',
  path: '/rule-versions/:id',
  input: z.object({ id: z.string() }),
  output: owner.extend({ version }),
  allow: 'member',
  say: 'Whose a version is that a decision names, and its number.',
})

export const rollBack = defineRoute({
  method: 'POST',
  path: '/rules/:scope/:owner/roll-back',
  input: owner.extend({ number: z.number().int(), why: reason }),
  output: version,
  allow: 'member',
  say: 'A new version like an old one. 409 `rules.stopped` where that can’t be any more.',
})
