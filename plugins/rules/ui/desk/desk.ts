/**
 * The one store of the screen Rules: whose rules are shown, what is in force, the draft, the rule that is chosen. Panels have it by
 * `useDesk()`, read its signals, and change the draft by `edit` alone: that is seen at once, can be undone, and is kept by itself, so
 * that nobody saves. Whoever needs what is kept (publishing, replay, findings) awaits `kept()` and says its revision.
 *
 * - READING (reading/): reads `whose`, `catalogue`, `inForce`, `draft`, `selected`; calls `select`.
 * - ANALYSIS (findings/, cases/): reads `draft` and `saved`; a finding's fix is an `edit`; a case is kept in `draft.value.cases` by `edit`.
 * - TRYING (trying/): reads `whose`, `draft`, `saved`; "keep as a case" is an `edit`.
 * - REPLAY (replay/): awaits `kept()`; `right` says whether it is open.
 * - VERSIONS (versions/): awaits `kept()` before it publishes, and calls `again()` when drafts or versions were changed otherwise.
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { CatalogueDescription } from '../../../../core/flow/description.ts'
import type { Rule } from '../../../../core/flow/rule.ts'
import type { RuleOwner, RuleSet } from '../../contract/sets.ts'
import { back, begin, forth, type History, step } from './history.ts'

/** An owner's rules as the hub has them. */
export interface OnHub {
  readonly inForce: RuleSet
  /** Number of the version in force; none where nobody ever published any. */
  readonly version?: number | undefined
  /** None: nobody has begun one, and editing starts from what is in force. */
  readonly draft?: RuleSet | undefined
  /** To be said when the draft is written; 0 where there is none. */
  readonly revision: number
}

export type Keeping =
  | { readonly state: 'kept' }
  /** On its way, or waiting for the hub to be within reach. */
  | { readonly state: 'waiting' }
  /** Somebody else wrote it meanwhile. */
  | { readonly state: 'conflict'; readonly theirs: RuleSet; readonly revision: number }
  /** The hub doesn't take it, and says why. */
  | { readonly state: 'refused'; readonly why: string }

/** What the store asks of the hub. */
export interface Keeper {
  read(whose: RuleOwner): Promise<OnHub>
  catalogue(): Promise<CatalogueDescription>
  /** Gives the new revision. */
  write(
    whose: RuleOwner,
    draft: RuleSet,
    revision: number,
  ): Promise<{ revision: number } | Exclude<Keeping, { state: 'kept' }>>
}

export interface EditOptions {
  /** Goes on with the edit before of the same key (letters of one word), and is undone with it. */
  readonly joins?: string
}

export interface Desk {
  readonly whose: RuleOwner
  readonly catalogue: ReadonlySignal<CatalogueDescription | undefined>
  readonly inForce: ReadonlySignal<RuleSet | undefined>
  readonly version: ReadonlySignal<number | undefined>
  /** The draft; what is in force where nothing was changed. */
  readonly draft: ReadonlySignal<RuleSet | undefined>
  /** Whether the draft is another than what is in force. */
  readonly changed: ReadonlySignal<boolean>
  /** Names of rules that are new or other than in force. */
  readonly changedRules: ReadonlySignal<ReadonlySet<string>>
  /** How many rules are new, other, moved or gone. */
  readonly changedCount: ReadonlySignal<number>
  /** Revision of the draft on the hub: another whenever it was kept. */
  readonly saved: ReadonlySignal<number>
  readonly keeping: ReadonlySignal<Keeping>
  /** Why nothing could be read, in the user's language. */
  readonly problem: ReadonlySignal<string | undefined>
  /** Name of the rule in the middle. */
  readonly selected: ReadonlySignal<string | undefined>
  readonly rule: ReadonlySignal<Rule | undefined>
  /** Chooses it, and puts it into the address. */
  select(name: string | undefined): void
  /** Follows the address. */
  show(name: string | undefined): void
  /** What the right column shows. */
  readonly right: Signal<'try' | 'replay'>
  edit(change: (set: RuleSet) => RuleSet, options?: EditOptions): void
  readonly canUndo: ReadonlySignal<boolean>
  readonly canRedo: ReadonlySignal<boolean>
  undo(): void
  redo(): void
  /** Resolves with the revision when all that was edited is on the hub; rejects where the hub doesn't take it. */
  kept(): Promise<number>
  /** Takes theirs or mine after a conflict. */
  resolve(set: RuleSet): void
  /** Reads it all anew: it was published, rolled back, imported, or thrown away. */
  again(): Promise<void>
  close(): void
}

export const DeskContext = createContext<Desk | undefined>(undefined)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('outside the screen Rules')
  return desk
}

/** How long after an edit it is kept: a word is written in one go. */
const keepAfterMs = 400
const againMs = 5_000

export function openDesk(
  whose: RuleOwner,
  keeper: Keeper,
  { onProblem, onSelect }: { onProblem: (error: unknown) => string; onSelect: (name: string | undefined) => void },
): Desk {
  const catalogue = signal<CatalogueDescription>()
  const onHub = signal<OnHub>()
  const history = signal<History<RuleSet>>()
  const keeping = signal<Keeping>({ state: 'kept' })
  const saved = signal(0)
  const problem = signal<string>()
  const selected = signal<string>()
  const draft = computed(() => history.value?.now)
  const inForce = computed(() => onHub.value?.inForce)
  const changed = computed(() => !same(draft.value, inForce.value))
  let joins: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<void> | undefined
  let closed = false

  async function again(): Promise<void> {
    try {
      const [found, words] = await Promise.all([keeper.read(whose), catalogue.peek() ?? keeper.catalogue()])
      if (closed) return
      batch(() => {
        const next = found.draft ?? found.inForce
        const before = history.peek()
        onHub.value = found
        catalogue.value = words
        saved.value = found.revision
        keeping.value = { state: 'kept' }
        problem.value = undefined
        history.value = before && same(before.now, next) ? before : before ? step(before, next) : begin(next)
      })
    } catch (error) {
      problem.value = onProblem(error)
    }
  }

  function later(ms = keepAfterMs): void {
    clearTimeout(timer)
    timer = setTimeout(() => void write(), ms)
  }

  /** At most one request is underway; what was edited meanwhile goes next. */
  function write(): Promise<void> {
    clearTimeout(timer)
    writing ??= writeNow().finally(() => {
      writing = undefined
    })
    return writing
  }

  async function writeNow(): Promise<void> {
    for (;;) {
      const set = history.peek()?.now
      if (!set || keeping.peek().state !== 'waiting' || closed) return
      let answer: Awaited<ReturnType<Keeper['write']>>
      try {
        answer = await keeper.write(whose, set, saved.peek())
      } catch {
        // Out of reach: nothing is lost, and it is tried again until it is there.
        if (!closed) later(againMs)
        return
      }
      if (!('revision' in answer) || 'state' in answer) {
        keeping.value = answer as Keeping
        return
      }
      const { revision } = answer
      batch(() => {
        saved.value = revision
        if (history.peek()?.now === set) keeping.value = { state: 'kept' }
      })
    }
  }

  function put(next: History<RuleSet>): void {
    batch(() => {
      history.value = next
      if (keeping.peek().state !== 'conflict') keeping.value = { state: 'waiting' }
    })
    if (keeping.peek().state === 'waiting') later()
  }

  return {
    whose,
    catalogue,
    inForce,
    version: computed(() => onHub.value?.version),
    draft,
    changed,
    changedRules: computed(() => changedNames(draft.value, inForce.value)),
    changedCount: computed(() => countOf(draft.value, inForce.value)),
    saved,
    keeping,
    problem,
    selected,
    rule: computed(() => draft.value?.rules.find(({ name }) => name === selected.value)),
    select(name) {
      selected.value = name
      onSelect(name)
    },
    show(name) {
      selected.value = name
    },
    right: signal<'try' | 'replay'>('try'),
    edit(change, options = {}) {
      const before = history.peek()
      if (!before) return
      const next = change(before.now)
      if (next === before.now) return
      const goesOn = options.joins !== undefined && options.joins === joins
      joins = options.joins
      put(step(before, next, goesOn))
    },
    canUndo: computed(() => (history.value?.past.length ?? 0) > 0),
    canRedo: computed(() => (history.value?.future.length ?? 0) > 0),
    undo() {
      joins = undefined
      const before = history.peek()
      if (before && before.past.length > 0) put(back(before))
    },
    redo() {
      joins = undefined
      const before = history.peek()
      if (before && before.future.length > 0) put(forth(before))
    },
    async kept() {
      while (keeping.peek().state === 'waiting') {
        await write()
        if (keeping.peek().state === 'waiting') throw new Error('out of reach')
      }
      const now = keeping.peek()
      if (now.state === 'kept') return saved.peek()
      throw new Error(now.state === 'refused' ? now.why : now.state)
    },
    resolve(set) {
      const [before, now] = [history.peek(), keeping.peek()]
      if (!before || now.state !== 'conflict') return
      batch(() => {
        saved.value = now.revision
        keeping.value = { state: 'waiting' }
      })
      put(step(before, set))
    },
    again,
    close() {
      // What is still to be kept goes now.
      void write().finally(() => {
        closed = true
      })
    },
  }
}

const same = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other)

function changedNames(draft: RuleSet | undefined, inForce: RuleSet | undefined): ReadonlySet<string> {
  const before = new Map(inForce?.rules.map(rule => [rule.name, rule]))
  return new Set(draft?.rules.filter(rule => !same(rule, before.get(rule.name))).map(({ name }) => name))
}

function countOf(draft: RuleSet | undefined, inForce: RuleSet | undefined): number {
  const [now, before] = [namesOf(draft), namesOf(inForce)]
  const gone = before.filter(name => !now.includes(name)).length
  const kept = (names: readonly string[], others: readonly string[]) => names.filter(name => others.includes(name))
  const count = changedNames(draft, inForce).size + gone
  return count > 0 || same(kept(now, before), kept(before, now)) ? count : 1
}

const namesOf = (set: RuleSet | undefined): readonly string[] => set?.rules.map(({ name }) => name) ?? []
