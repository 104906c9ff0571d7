/** How plugins put their screens into the shell, and things into each other's screens. */

import type { ReadonlySignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { ErrorBoundary } from 'preact-iso'
import type { SignedIn } from '../core/access/contract.ts'
import { defineSlot, type Language, type Slot, type SlotView } from '../core/define.ts'
import { type App, useApp } from './app.ts'
import type { IconName } from './parts/icons.ts'

/** Something in a slot. Lower orders come first. */
export interface Fill {
  readonly slot: Slot
  readonly value: unknown
  readonly order: number
}

export const fill = <Value,>(slot: Slot<Value>, value: Value, order = 0): Fill => ({ slot, value, order })

/** A plugin's share of the app. Called when somebody has signed in; what it opens lives until that person signs out. */
export interface Ui {
  /** The plugin's. */
  readonly id: string
  fills(app: App): readonly Fill[]
}

export const defineUi = (id: string, fills: Ui['fills']): Ui => ({ id, fills })

/** A count beside a screen's name. */
export interface Badge {
  readonly count: number
  /** What is counted, for screen readers: "missed". */
  readonly what: string
  /** Somebody should do something about it. */
  readonly hot: boolean
}

/** A view of its own, with its place in the navigation. */
export interface Screen {
  /** Beginning of its addresses: "people" for /people and all below it. */
  readonly path: string
  readonly icon: IconName
  /** In the app's language: reads the signal. */
  title: () => string
  readonly view: SlotView
  /** Everybody's unless given. What a person may not use is absent. */
  readonly allow?: (who: SignedIn) => boolean
  readonly badge?: ReadonlySignal<Badge | undefined>
}

/** What the search field finds. */
export interface Hit {
  readonly key: string
  /** How well it fits; higher first. */
  readonly rank: number
  readonly view: SlotView
  /** What is said of it. */
  readonly label: string
  /** Address of its card. */
  readonly card?: string | undefined
  /** What Enter calls. */
  readonly number?: string | undefined
}

/** Something a key does. */
export interface Command {
  /** As `KeyboardEvent.key` has it, in lower case: "a", "f2", "shift+f2", "g 1". F-keys also work while somebody types. */
  readonly key: string
  /** What it does, in the app's language, for the list of keys. */
  say: () => string
  /** False: not now, and the key is left to others. */
  run: () => boolean | undefined
}

/** Things to set that belong together, at an address of their own below /settings or /administration. */
export interface Section {
  /** "voicemail" for /settings/voicemail. */
  readonly path: string
  readonly icon: IconName
  title: () => string
  /** Loaded when first shown. Its heading is the title, as h2. */
  readonly view: SlotView
  /** Everybody's unless given. */
  readonly allow?: (who: SignedIn) => boolean
}

export const screens: Slot<Screen> = defineSlot('shell.screens')
/** Right of the search field: my line, my activity. */
export const topItems: Slot<SlotView> = defineSlot('shell.top')
/** Above everything: the card of an incoming call. */
export const overlays: Slot<SlotView> = defineSlot('shell.overlays')
/** Below everything: the call in progress. */
export const docks: Slot<SlotView> = defineSlot('shell.docks')
/** In what opens under one's own picture. */
export const settings: Slot<SlotView> = defineSlot('shell.settings')
/** What a person sets for herself: /settings, behind her own picture. */
export const settingsSections: Slot<Section> = defineSlot('shell.settings-sections')
/** What is set for the organisation: /administration, in the rail for whom there is any. */
export const administrationSections: Slot<Section> = defineSlot('shell.administration-sections')
export const searches: Slot<(typed: string) => readonly Hit[]> = defineSlot('shell.searches')
/** Calls a number, and says how it went. The first one that there is, is used; one that can't just now hands on to the next. */
export const dialers: Slot<(number: string, name?: string) => void> = defineSlot('shell.dialers')
/** Beside the field that dials: what is to be so for the next call. A button. */
export const dialSettings: Slot<SlotView> = defineSlot('shell.dial-settings')
/** Keeps the language that a person chose. */
export const languageChoice: Slot<(language: Language) => Promise<void>> = defineSlot('shell.language')
/** Under a decision that somebody may read whole: what to do about it. `caller`: it is known who caused it. */
export const decisionActions: Slot<SlotView<{ readonly decision: string; readonly caller?: boolean }>> =
  defineSlot('shell.decision-actions')
/** Where the reason of a decision is shown, by the event's name and its subject. The first that knows, is used. */
export const reasonAddresses: Slot<(event: string, subject: string) => string | undefined> =
  defineSlot('shell.reason-addresses')
/** Where a rule is shown as it is now, by its key (`ruleKey`). */
export const ruleAddresses: Slot<(rule: string) => string | undefined> = defineSlot('shell.rule-addresses')
export const commands: Slot<Command> = defineSlot('shell.commands')

/** Those that this person may use, in order. */
export const sectionsOf = (app: App, slot: Slot<Section>): readonly Section[] =>
  app.filled(slot).filter(({ allow }) => allow?.(app.who) ?? true)

/** What stands behind this one in a slot: for who passes on what is not hers. */
export function behind<Value>(app: App, slot: Slot<Value>, value: Value): Value | undefined {
  const all = app.filled(slot)
  return all[all.indexOf(value) + 1]
}

/** A slot's component, rendered. */
export function Filled<Props extends object>({ view, ...props }: { view: SlotView<Props> } & Props) {
  const View = view as ComponentType<object>
  return <View {...props} />
}

/** All that fills a slot, rendered in order. */
export function Fills<Props extends object>({ of, ...props }: { of: Slot<SlotView<Props>> } & Props) {
  const views = useApp().filled(of) as readonly ComponentType<object>[]
  // The fills of a slot stay as they are, so their places name them. Each waits for itself where it is loaded when first shown.
  return (
    <>
      {views.map((View, place) => (
        <ErrorBoundary key={place}>
          <View {...props} />
        </ErrorBoundary>
      ))}
    </>
  )
}
