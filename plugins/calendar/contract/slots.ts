/** What others put into My day. */
import { defineSlot, type SlotView } from '../../../core/define.ts'

/** In its head, before the settings: a button that opens something. */
export const dayActions = defineSlot<SlotView>('calendar.day-actions')

/** Something at the side of My day, at /day?panel=NAME. What is shown in it is a SidePanel that leads back to `here`. */
export interface DayPanel {
  readonly name: string
  readonly view: SlotView<{
    /** Address of the day behind it. */
    readonly here: string
  }>
}
export const dayPanels = defineSlot<DayPanel>('calendar.day-panels')
