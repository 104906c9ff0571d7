/** Addresses of what is shown beside My day. */

/** As it is named in the slot. */
const panel = 'invitations'

/** Without anything: all of one's own. `with`: a new one to that colleague, '' to nobody yet. `change`: one there is. */
export function addressOf({ with: person, change }: { with?: string; change?: string } = {}, here = '/day'): string {
  const query = new URLSearchParams({ panel })
  if (person !== undefined) query.set('with', person)
  if (change !== undefined) query.set('change', change)
  return `${here}?${query}`
}
