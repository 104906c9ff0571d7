/**
 * What the list of people, its cards and its search are filled with by others. Everything here reads signals: it is asked again when they
 * change. A plugin that fills none of it leaves a list that still looks right.
 */
import { defineSlot, type SlotView } from '../../../core/define.ts'

/** Somebody or something in the list of people: a colleague, a contact, a number. The same object for as long as nothing in it changes. */
export interface Listed {
  /** Of all kinds: "person:0192…". Its card is at /people/KEY. */
  readonly key: string
  /** Whose row and card are shown: a `ListedKind`. */
  readonly kind: string
  /** The person's id, where the kind is `person`. */
  readonly id: string
  readonly name: string
  /** Said beside the name: a team, a company. */
  readonly about?: string | undefined
  /** What is dialled: a short number or E.164. */
  readonly number?: string | undefined
  /** All its numbers, short or E.164. A search finds them however they are written. */
  readonly numbers: readonly string[]
  /** What a search looks in beside all that: addresses, notes. */
  readonly text: readonly string[]
  /** For what is no person: name of the picture in place of initials. */
  readonly icon?: string | undefined
  /** Address of a picture. */
  readonly photo?: string | undefined
}

export interface RowProps {
  readonly item: Listed
  /** Its card is open. */
  readonly open: boolean
  /** One row of the list can be tabbed to, the arrows lead to the others. */
  readonly tabIndex: 0 | -1
}

export interface ListedKind {
  readonly kind: string
  /** Heading of its group. */
  readonly title: () => string
  /** The kind at the end of whose group its items stand; a group of its own unless given. */
  readonly under?: string | undefined
  /** Undefined while they are on their way. */
  readonly items: () => readonly Listed[] | undefined
  /** A PersonRow (ui/parts/person-row.tsx). */
  readonly row: SlotView<RowProps>
  /** What stands in the side panel. */
  readonly card: SlotView<{ readonly item: Listed }>
  /** What stands there at /people/KIND:new, where one can be added. */
  readonly blank?: SlotView | undefined
  /** Higher ones are found first: colleagues before contacts. */
  readonly rank: number
}

/** In the order of the list. */
export const listedKinds = defineSlot<ListedKind>('directory.listed')

/** Whether it stands among the favourites, at the top. */
export const isFavourite = defineSlot<(item: Listed) => boolean>('directory.favourite')

/** Whether a person can be reached now: everybody who knows a reason against it must agree. */
export const isReachable = defineSlot<(person: string) => boolean>('directory.reachable')

/** Whether what the person is doing closes the phone: shown in the line's sign. */
export const closesPhone = defineSlot<(person: string) => boolean>('directory.closes-phone')

/**
 * What the name of a row says of a person, for screen readers, behind name and team: "closed" (calls, order 10), then "In a meeting,
 * back 14:30" (presence, order 20).
 */
export const personSaid = defineSlot<(person: string) => string | undefined>('directory.person-said')

/** What one can be doing: for whatever a person sets for each of her activities. Undefined while they are on their way. */
export const activityChoices =
  defineSlot<
    () => readonly { readonly key: string; readonly name: { readonly sv: string; readonly en: string } }[] | undefined
  >('directory.activity-choices')

/** What a search finds a person by, beside what the directory knows: the note. */
export const personWords = defineSlot<(person: string) => string | undefined>('directory.person-words')

interface OfPerson {
  readonly person: string
}
interface OfListed {
  readonly item: Listed
}

/** Sign of the line, in the corner of a picture: a LineSign alone. */
export const personSign = defineSlot<SlotView<OfPerson>>('directory.person-sign')
/** The line in sign and word: a LineState. */
export const personLine = defineSlot<SlotView<OfPerson>>('directory.person-line')
/**
 * Activity, its end, and the note: three cells of a row, elements of the classes `row-activity`, `row-until` and `row-note`, each there
 * even when it is empty. The row's grid places them, and hides their text from screen readers, for whom `personSaid` says it.
 */
export const personActivity = defineSlot<SlotView<OfPerson>>('directory.person-activity')
/** On the card, above the buttons: activity, end and note; what one will hear. The line stands above it already. */
export const personCard = defineSlot<SlotView<OfPerson>>('directory.person-card')
/** Behind the name: VIP. */
export const listedTags = defineSlot<SlotView<OfListed>>('directory.listed-tags')
/** At the end of a row, bare buttons of an icon alone: star (order 10), call (order 20). */
export const listedActions = defineSlot<SlotView<OfListed>>('directory.listed-actions')
/** At the top of a card, beside the name: star. */
export const cardHead = defineSlot<SlotView<OfListed>>('directory.card-head')
/** The big buttons of a card: call. Buttons with an icon and a word; the card gives them their size. */
export const cardActions = defineSlot<SlotView<OfListed>>('directory.card-actions')
/** At the bottom of a card: VIP, Block. */
export const cardFoot = defineSlot<SlotView<OfListed>>('directory.card-foot')
/** Beside the heading of the list: what can be added. */
export const listHead = defineSlot<SlotView>('directory.list-head')
