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
import type { CatalogueDescription, ValueChoices } from '../../../../core/flow/description.ts'
import type { Rule } from '../../../../core/flow/rule.ts'
import { changesBetween, merge, same } from '../../contract/changes.ts'
import type { RuleOwner, RuleSet } from '../../contract/sets.ts'
import { back, begin, forth, type History, step } from './history.ts'
import type { Keeper, Keeping, OnHub, Words, Written } from './on-hub.ts'

export interface EditOptions {
  /** Goes on with the edit before of the same key (letters of one word), and is undone with it. */
  readonly joins?: string
}

export interface Desk {
  readonly whose: RuleOwner
  readonly catalogue: ReadonlySignal<CatalogueDescription | undefined>
  /** People, teams, numbers and activities, by their kind. */
  readonly values: ReadonlySignal<ValueChoices>
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
  /** Ends a conflict with what it comes to. */
  settle(set: RuleSet): void
  /** `RULE FIELD` of what is known to be wrong ("rule-1 conditions.all.0.value"): shown where it stands. */
  readonly wrongFields: Signal<ReadonlySet<string>>
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
  const words = signal<Words>()
  const onHub = signal<OnHub>()
  const history = signal<History<RuleSet>>()
  const keeping = signal<Keeping>({ state: 'kept' })
  const saved = signal(0)
  const problem = signal<string>()
  const selected = signal<string>()
  const draft = computed(() => history.value?.now)
  const inForce = computed(() => onHub.value?.inForce)
  const changes = computed(() => (draft.value && inForce.value ? changesBetween(inForce.value, draft.value) : []))
  /** What the hub has for sure: what others' changes are compared with. */
  let onHand: RuleSet | undefined
  let joins: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<void> | undefined
  let closed = false

  async function again(): Promise<void> {
    try {
      const [found, spoken] = await Promise.all([keeper.read(whose), words.peek() ?? keeper.catalogue()])
      if (closed) return
      batch(() => {
        const next = found.draft ?? found.inForce
        const before = history.peek()
        onHub.value = found
        words.value = spoken
        onHand = next
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
      const base = onHub.peek()?.base
      if (!set || base === undefined || keeping.peek().state !== 'waiting' || closed) return
      let answer: Written
      try {
        answer = await keeper.write(whose, { set, base, revision: saved.peek() })
      } catch {
        // Out of reach: nothing is lost, and it is tried again until it is there.
        if (!closed) later(againMs)
        return
      }
      if (answer.state === 'overtaken') {
        overtaken(answer)
        continue
      }
      if (answer.state === 'refused') {
        keeping.value = answer
        return
      }
      const { revision } = answer
      onHand = set
      batch(() => {
        saved.value = revision
        if (history.peek()?.now === set) keeping.value = { state: 'kept' }
      })
    }
  }

  /** What both did is put together; where they did the same otherwise, somebody has to say which. */
  function overtaken({ theirs: found, revision }: Extract<Written, { state: 'overtaken' }>): void {
    const [before, base] = [history.peek(), onHand]
    const theirs = found ?? onHub.peek()?.inForce
    if (!before || !base || !theirs) return
    const { set, clashes } = merge({ base, mine: before.now, theirs })
    if (clashes.length > 0) {
      keeping.value = { state: 'conflict', base, theirs, revision }
      return
    }
    onHand = theirs
    batch(() => {
      saved.value = revision
      history.value = step(before, set)
    })
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
    catalogue: computed(() => words.value?.catalogue),
    values: computed(() => words.value?.values ?? {}),
    inForce,
    version: computed(() => onHub.value?.version),
    draft,
    changed: computed(
      () => draft.value !== undefined && inForce.value !== undefined && !same(draft.value, inForce.value),
    ),
    changedRules: computed(
      () => new Set(changes.value.flatMap(change => (change.kind === 'removed' ? [] : [change.after.name]))),
    ),
    changedCount: computed(() => changes.value.length),
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
    settle(set) {
      const [before, now] = [history.peek(), keeping.peek()]
      if (!before || now.state !== 'conflict') return
      onHand = now.theirs
      batch(() => {
        saved.value = now.revision
        keeping.value = { state: 'waiting' }
      })
      put(step(before, set))
    },
    wrongFields: signal<ReadonlySet<string>>(new Set()),
    again,
    close() {
      // What is still to be kept goes now.
      void write().finally(() => {
        closed = true
      })
    },
  }
}
