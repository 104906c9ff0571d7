/** What the screens of calls are filled with by others. */
import { defineSlot, type SlotView } from '../../../core/define.ts'
import type { CallEntry } from './views.ts'

/**
 * On the card of a call that rings: the two big buttons, Decline and Answer, of whoever can do that here. Asked while rendering, so it reads
 * signals; undefined where it can't. Of several the first is shown.
 */
export const incomingAnswer = defineSlot<(call: CallEntry) => SlotView | undefined>('calls.incoming-answer')

/**
 * More of a call, below its row, and above the reason for it: a voice message's player. Shows nothing where it has nothing. One row of the list
 * can be tabbed to, the arrows lead to the others: `tabIndex` is for whatever takes the focus.
 */
export const callMore =
  defineSlot<SlotView<{ call: CallEntry; where: 'row' | 'panel'; tabIndex: 0 | -1 }>>('calls.more')
