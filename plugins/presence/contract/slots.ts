/** What others put into the screens of presence. */
import { defineSlot, type SlotView } from '../../../core/define.ts'

/** In what opens under one's own activity, below the note: where what one is doing comes from, and how to have it otherwise. */
export const myActivityNotes = defineSlot<SlotView>('presence.my-activity-notes')
