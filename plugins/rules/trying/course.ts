/** A course through the rules and all that may follow, in words for whoever tries it. */
import type { RuleDesk } from '../../../core/flow/desk.ts'
import { occurrence } from '../../../core/flow/occurrence.ts'
import type { Supposing } from '../../../core/flow/suppose.ts'
import type { Reader } from '../../../core/flow/telling.ts'
import type { Course } from '../../../core/flow/trial.ts'
import type { Hub } from '../../../core/hub.ts'
import type { TriedCourse } from '../contract.ts'

interface Parts {
  readonly hub: Pick<Hub, 'trace'>
  readonly desk: RuleDesk
  readonly supposing: Supposing
  readonly reader: Reader
  /** Whether the asker may see the rules by which this was decided. */
  readonly mayRead: (course: Course) => boolean
}

/**
 * Decisions that one answer has at most: each ring may end in four ways, each way be sent on and ring again. Broadest first, so that what
 * is left out is what lies farthest.
 */
const most = 60

interface Draft extends TriedCourse {
  steps: { key: string; say: string; course?: TriedCourse | undefined }[]
  onward?: TriedCourse | undefined
}

export async function courseThrough(first: Course, parts: Parts): Promise<TriedCourse> {
  const { desk, supposing, reader } = parts
  const waiting: { course: Course; draft: Draft }[] = []
  let count = 0

  function begin(course: Course): Draft {
    count += 1
    const draft: Draft = { ...inWords(course, parts), steps: course.steps?.map(({ key, say }) => ({ key, say })) ?? [] }
    waiting.push({ course, draft })
    if (course.onward) draft.onward = begin(course.onward)
    return draft
  }

  const root = begin(first)
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { course, draft } = next
    for (const [at, { event, happening }] of (course.steps ?? []).entries()) {
      const step = draft.steps[at]
      if (!step || count >= most) continue
      const causedBy = course.decision.occurrence
      // A step is no consequence of an action: the chain is as deep as it was.
      const about = { ...occurrence(event, happening), depth: causedBy.depth, causedBy: causedBy.id }
      step.course = begin(await desk.try(about, supposing, reader))
    }
  }
  return root
}

function inWords(course: Course, { hub, reader, mayRead }: Parts): Omit<TriedCourse, 'steps' | 'onward'> {
  const { decision, outcomes } = course
  const { did, ...told } = hub.trace(decision, reader)
  const hidden = { outcome: did, tried: [], notNeeded: 0, saw: [], also: [] }
  return {
    at: decision.occurrence.at.toISOString(),
    did,
    told: mayRead(course) ? told : { ...told, ...hidden },
    outcomes,
  }
}
