/** Which number is to show for one call: how it is asked for, and how it is dialled. */
import { z } from 'zod'

/** `number`: one of the organisation's, a group's that the person answers. */
export const shownKinds = ['landline', 'hidden', 'mobile', 'number'] as const
export type ShownKind = (typeof shownKinds)[number]

/** What somebody asks for: by her choice for all calls, or for this one. */
export const wished = z.object({
  shows: z.enum(shownKinds),
  /** E.164 of a group, or its short number; with `number` only. */
  number: z.string().max(20).optional(),
})
export type Wished = z.infer<typeof wished>

/**
 * Dialled before a number, from any phone, the choice holds for that call. *31* and #31# hide, as phones have it everywhere (ETSI EN
 * 300 738, 3GPP TS 22.030); *31# shows the landline number where it is hidden otherwise. A group's number goes by its short one.
 */
const codes: Readonly<Record<Exclude<ShownKind, 'number'>, string>> = {
  hidden: '*31*',
  landline: '*32*',
  mobile: '*33*',
}
const groupCode = '*34*'

/** What to dial before the number. `short`: the group's, with `number`. */
export const prefixFor = ({ shows, number }: Wished): string =>
  shows === 'number' ? `${groupCode}${number ?? ''}*` : codes[shows]

/** A wish for this call, and what is left to dial. A phone may have written # as %23 (RFC 3261 section 25.1). */
export function wishIn(dialled: string): { wish?: Wished; dialled: string } {
  const plain = dialled.replaceAll('%23', '#')
  const group = /^\*34\*(\d+)\*(.+)$/.exec(plain)
  if (group?.[2]) return { wish: { shows: 'number', number: group[1] }, dialled: group[2] }
  const simple = /^(\*31\*|#31#|\*31#|\*32\*|\*33\*)(.+)$/.exec(plain)
  if (!simple?.[1] || !simple[2]) return { dialled }
  return { wish: { shows: shownBy[simple[1]] ?? 'hidden' }, dialled: simple[2] }
}

const shownBy: Readonly<Record<string, ShownKind>> = { '*31#': 'landline', '*32*': 'landline', '*33*': 'mobile' }
