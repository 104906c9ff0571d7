/** What the list of people, its cards and its search are filled with by others. Everything here reads signals: it is asked again when they change. */
import { defineSlot, type SlotView } from '../../../core/define.ts'

/** Somebody or something in the list of people: a colleague, a contact, a number. */
export interface Listed {
  /** Of all kinds: "person:0192…". */
  readonly key: string
  /** Whose row and card are shown: a `ListedKind`. */
  readonly kind: string
  readonly id: string
  readonly name: string
  /** What a search looks in beside the name: numbers, addresses, teams, notes. */
  readonly text: readonly string[]
  /** What is dialled: a short number or E.164. */
  readonly number?: string | undefined
}

export interface ListedKind {
  readonly kind: string
  /** Heading of its group. */
  readonly title: () => string
  /** Undefined while they are on their way. */
  readonly items: () => readonly Listed[] | undefined
  /** The cells of its row: one component, which fills the row's grid. */
  readonly row: SlotView<{ readonly item: Listed }>
  /** What stands in the side panel. */
  readonly card: SlotView<{ readonly item: Listed }>
  /** Higher ones are found first: colleagues before contacts. */
  readonly rank: number
}

export const listedKinds = defineSlot<ListedKind>('directory.listed')

/** Whether it stands among the favourites, at the top. */
export const isFavourite = defineSlot<(item: Listed) => boolean>('directory.favourite')

/** Whether a person can be reached now: everybody who knows a reason against it must agree. */
export const isReachable = defineSlot<(person: string) => boolean>('directory.reachable')

/** Whether what the person is doing closes the phone: shown in the line's sign. */
export const closesPhone = defineSlot<(person: string) => boolean>('directory.closes-phone')

interface OfPerson {
  readonly person: string
}
interface OfListed {
  readonly item: Listed
}

/** Sign of the line, in the corner of a picture. */
export const personSign = defineSlot<SlotView<OfPerson>>('directory.person-sign')
/** The line in sign and word. */
export const personLine = defineSlot<SlotView<OfPerson>>('directory.person-line')
/** Activity, its end, and the note: the cells of a row. */
export const personActivity = defineSlot<SlotView<OfPerson>>('directory.person-activity')
/** On the card: activity, end and note; what one will hear. */
export const personCard = defineSlot<SlotView<OfPerson>>('directory.person-card')
/** Behind the name: VIP. */
export const listedTags = defineSlot<SlotView<OfListed>>('directory.listed-tags')
/** At the end of a row, and at the top of a card: star, call. */
export const listedActions = defineSlot<SlotView<OfListed>>('directory.listed-actions')
/** The big buttons of a card. */
export const cardActions = defineSlot<SlotView<OfListed>>('directory.card-actions')
/** At the bottom of a card: VIP, Block. */
export const cardFoot = defineSlot<SlotView<OfListed>>('directory.card-foot')
/** Beside the heading of the list: what can be added. */
export const listHead = defineSlot<SlotView>('directory.list-head')
