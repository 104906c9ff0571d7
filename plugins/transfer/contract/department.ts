/** Who takes whose calls, and by which code. A file of its own, so that a browser loads no fact for it. */

/** What the standard policy has people dial: this and a colleague's short number, or this alone for their own department. */
export const takeCode = '*8'

/** Whether two of an organisation's people are in one department; where it has none, all are. */
export function sameDepartment(
  one: { team: string },
  other: { team: string },
  all: Iterable<{ team: string }>,
): boolean {
  if (one.team !== '' || other.team !== '') return one.team === other.team
  for (const { team } of all) if (team !== '') return false
  return true
}
